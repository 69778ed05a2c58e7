import Foundation
import KithCore

/// One client's vault. It stays valid while the library is locked; its calls throw `KithError.Locked` meanwhile.
///
/// It is no actor, because its calls need not wait for each other: the core puts writes one after the other, and
/// reads wait for none of them.
public final class KithClient: Sendable {
    let core: CoreClient
    let library: KithLibrary
    let workers = Workers.shared

    init(_ core: CoreClient, library: KithLibrary) {
        self.core = core
        self.library = library
    }

    /// The id of the client's vault.
    public var id: UUID { core.id() }

    /// A handle that writes under another authorship: a clinician may write down what a client says.
    public func writing(as authorship: Authorship) throws -> KithClient {
        try KithClient(core.writingAs(authorship: authorship), library: library)
    }

    /// Every change in this vault from this call on, once it is on disk.
    public func changes() -> AsyncCompactMapSequence<AsyncStream<LibraryChange>, ChangeSet> {
        let id = self.id
        return library.changes().compactMap { $0.client == id ? $0.changes : nil }
    }

    /// What `query` gives now, and again whenever something of one of `kinds` has changed; of any kind, if none is
    /// named. Changes that come while a query runs are answered by one more query. While the library is locked or paused
    /// the sequence waits, and goes on when it is unlocked.
    public func observe<Value: Equatable & Sendable>(
        _ kinds: RecordKind...,
        query: @escaping @Sendable (KithClient) async throws -> Value
    ) -> ObservedQuery<Value> {
        ObservedQuery(client: self, words: Set(kinds.map(\.word)), query: query)
    }
}

extension RecordKind {
    private static let words = Dictionary(uniqueKeysWithValues: recordKinds().map { ($0.kind, $0.word) })

    /// The word for the kind in a change, a hit or a draft, such as `entry`.
    public var word: String { Self.words[self] ?? "" }
}
