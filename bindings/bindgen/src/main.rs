//! Makes the Kotlin and Swift bindings from the built library; apart, so that the shipped library holds no generator.

fn main() {
    uniffi::uniffi_bindgen_main();
}
