use super::*;
use proptest::prelude::*;

const PHONE: ReplicaId = ReplicaId([0, 1, 2, 3, 4, 5, 6, 7]);
const TABLET: ReplicaId = ReplicaId([0xFF; 8]);

fn tick(last: Option<Stamp>, millis: i64) -> Stamp {
    Stamp::tick(last, Instant::from_millis(millis), PHONE)
}

#[test]
fn it_is_milliseconds_counter_and_replica_in_that_order() {
    let stamp = tick(Some(tick(None, 0x0123_4567_89AB)), 0x0123_4567_89AB);
    assert_eq!(stamp.to_string(), "0123456789ab00010001020304050607");
    assert_eq!(stamp.at(), Instant::from_millis(0x0123_4567_89AB));
    assert_eq!((stamp.counter(), stamp.replica()), (1, PHONE));
}

#[test]
fn a_clock_that_moves_on_starts_the_counter_again() {
    let crowded = tick(Some(tick(None, 5)), 5);
    assert_eq!(
        (crowded.counter(), tick(Some(crowded), 6).counter()),
        (1, 0)
    );
}

#[test]
fn a_full_counter_carries_into_the_milliseconds() {
    let full = Stamp::from_parts((5 << 16) | 0xFFFF, TABLET);
    let next = tick(Some(full), 5);
    assert_eq!((next.at().millis(), next.counter()), (6, 0));
    assert!(next > full);
}

#[test]
fn a_change_is_later_than_what_the_other_device_sent_even_from_its_future() {
    let theirs = Stamp::tick(None, Instant::from_millis(90_000), TABLET);
    assert!(tick(Some(theirs), 10) > theirs);
    assert_eq!(theirs.millis_ahead_of(Instant::from_millis(10)), 89_990);
}

#[test]
fn a_clock_before_1970_counts_as_1970_and_the_last_instant_fits() {
    assert_eq!(tick(None, -1).at(), Instant::EPOCH);
    assert_eq!(Stamp::tick(None, Instant::MAX, PHONE).at(), Instant::MAX);
}

#[test]
fn text_that_is_not_the_form_is_refused() {
    let long = "0".repeat(33);
    let upper = "A".repeat(32);
    let wide = "é".repeat(16);
    for text in [
        "",
        "0",
        "0123456789ab0001000102030405060",
        &long,
        &upper,
        &wide,
        "+123456789ab00010001020304050607",
    ] {
        assert_eq!(text.parse::<Stamp>(), Err(Rule::NotAnId), "{text}");
    }
}

proptest! {
    #[test]
    fn stamps_grow_whatever_the_clock_does(
        clock in prop::collection::vec(any::<i64>(), 1..50),
        replicas in prop::collection::vec(any::<[u8; 8]>(), 50),
    ) {
        let mut last = None;
        for (millis, replica) in clock.into_iter().zip(replicas) {
            let next = Stamp::tick(last, Instant::from_millis(millis), ReplicaId(replica));
            prop_assert!(last < Some(next));
            last = Some(next);
        }
    }

    #[test]
    fn stamps_grow_within_one_millisecond_and_through_a_full_counter(counter in any::<u16>(), count in 1..300) {
        let mut last = Stamp::from_parts((7 << 16) | u64::from(counter), PHONE);
        for _ in 0..count {
            let next = tick(Some(last), 7);
            prop_assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn a_stamp_is_never_before_the_wall_clock(last in any::<[u8; 16]>(), millis in 0..=Instant::MAX.millis()) {
        prop_assert!(tick(Some(Stamp::from_bytes(last)), millis).at().millis() >= millis);
    }

    #[test]
    fn bytes_text_and_stamps_have_one_order(a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
        let (one, other) = (Stamp::from_bytes(a), Stamp::from_bytes(b));
        prop_assert_eq!(one.cmp(&other), a.cmp(&b));
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        let order = (one.at(), one.ticks(), one.replica()).cmp(&(other.at(), other.ticks(), other.replica()));
        prop_assert_eq!(one.cmp(&other), order);
    }

    #[test]
    fn stamps_and_replicas_are_read_back_from_their_text(bytes in any::<[u8; 16]>()) {
        let stamp = Stamp::from_bytes(bytes);
        let json = serde_json::to_string(&(stamp, stamp.replica())).unwrap();
        prop_assert_eq!(serde_json::from_str::<(Stamp, ReplicaId)>(&json).unwrap(), (stamp, stamp.replica()));
    }
}
