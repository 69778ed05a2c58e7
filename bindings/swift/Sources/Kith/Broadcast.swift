import Foundation

/// Tells everyone who listens. Telling waits for nobody: each listener has a stream with a buffer of its own.
final class Broadcast<Element: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var listeners: [Int: AsyncStream<Element>.Continuation] = [:]
    private var next = 0

    func tell(_ element: Element) {
        let listeners = lock.withLock { Array(self.listeners.values) }
        for listener in listeners { listener.yield(element) }
    }

    /// Everything that is told from this call on, until the stream is let go.
    func listen(
        buffering policy: AsyncStream<Element>.Continuation.BufferingPolicy = .unbounded
    ) -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self, bufferingPolicy: policy)
        let number = lock.withLock {
            next += 1
            listeners[next] = continuation
            return next
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        return stream
    }

    private func forget(_ number: Int) {
        // Taken out under the lock and let go outside it: letting go may run somebody's code.
        let listener = lock.withLock { listeners.removeValue(forKey: number) }
        _ = listener
    }
}
