//! Nothing that holds a person's words can be printed into a log: no `Debug`, which the compiler is asked here.

use kith_companion::*;
use kith_protocol::contract::{ContractTerms, Signature};
use kith_protocol::measure::{Answer, Answers, ChangeReport, Flag, Movement, Outcome, Score};
use kith_protocol::merge::{Field, RecordState};
use std::fmt::Debug;
use std::marker::PhantomData;

struct Probe<T>(PhantomData<T>);

trait Silent {
    const SPEAKS: bool = false;
}

impl<T> Silent for Probe<T> {}

impl<T: Debug> Probe<T> {
    const SPEAKS: bool = true;
}

macro_rules! speaking {
    ($($type:ty),* $(,)?) => {
        [$((stringify!($type), <Probe<$type>>::SPEAKS)),*]
    };
}

#[test]
fn what_holds_a_persons_words_cannot_be_printed() {
    let probe_works = <Probe<String>>::SPEAKS;
    assert!(probe_works);
    let types = speaking![
        // lists, drafts and the past
        ClientEntry,
        Draft,
        FieldBefore,
        HistoryItem,
        SearchHit,
        SearchPage,
        SearchRequest,
        TextSpan,
        TrashPage,
        TrashedRecord,
        // views
        DigestView,
        GoalMoved,
        GoalProgress,
        LastMeeting,
        MeasureMoved,
        MeasurePoint,
        MeasureSeries,
        MoodPath,
        MoodPoint,
        OwnAnswer,
        PersonCount,
        ProgressView,
        WhereWeAreView,
        CourseTaskView,
        // what the protocol knows of a person
        Answer,
        Answers,
        ChangeReport,
        ContractTerms,
        Field,
        Flag,
        Movement,
        Outcome,
        RecordState,
        Score,
        Signature,
        // secrets
        DeviceSecret,
        Passphrase,
        RecoveryCode,
        Secret,
    ];
    let speak: Vec<_> = types.iter().filter(|(_, speaks)| *speaks).collect();
    assert!(speak.is_empty(), "{speak:?}");
}
