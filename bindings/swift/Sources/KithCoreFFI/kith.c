// A C target needs one file to compile. What this one is for is its headers, which are generated.
