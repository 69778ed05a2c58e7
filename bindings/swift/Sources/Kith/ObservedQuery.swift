import KithCore

/// What a query gives, again and again; see ``KithClient/observe(_:query:)``.
public struct ObservedQuery<Value: Equatable & Sendable>: AsyncSequence, Sendable {
    public typealias Element = Value

    let client: KithClient
    let words: Set<String>
    let query: @Sendable (KithClient) async throws -> Value

    public func makeAsyncIterator() -> Iterator { Iterator(observed: self) }

    public struct Iterator: AsyncIteratorProtocol {
        private let observed: ObservedQuery
        private var signals: AsyncStream<Void>.Iterator?
        private var last: Value?

        init(observed: ObservedQuery) { self.observed = observed }

        public mutating func next() async throws -> Value? {
            while true {
                if signals == nil {
                    // Listened to before the first query is asked, so that no change falls between the two.
                    signals = observed.signals().makeAsyncIterator()
                } else if await signals?.next() == nil {
                    try Task.checkCancellation()
                    return nil
                }
                let value = try await observed.unlocked()
                if value != last {
                    last = value
                    return value
                }
            }
        }
    }

    /// One signal for all changes that came since the last was taken.
    private func signals() -> AsyncStream<Void> {
        let changes = client.library.changes()
        let (id, words) = (client.id, words)
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let forward = Task {
            for await change in changes where change.client == id && change.changes.touches(words) {
                continuation.yield()
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in forward.cancel() }
        return stream
    }

    private func unlocked() async throws -> Value {
        while true {
            do {
                return try await query(client)
            } catch KithError.Locked {
                for await state in client.library.stateChanges() where state == .unlocked { break }
                try Task.checkCancellation()
            }
        }
    }
}

extension ChangeSet {
    fileprivate func touches(_ words: Set<String>) -> Bool {
        words.isEmpty || changes.contains { words.contains($0.kind) }
    }
}
