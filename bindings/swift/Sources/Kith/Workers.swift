import Foundation
import KithCore

/// Where the core's blocking calls run.
///
/// Never on Swift's own threads: there are as many of those as processors, and a task that waits for a disk on one keeps
/// all others from running. The core puts writes one after the other and lets four reads of a vault run
/// beside them, so the width only has to leave room for those and for a few that wait.
final class Workers: Sendable {
    static let shared = Workers(width: 8)

    private let queue: OperationQueue

    init(width: Int) {
        queue = OperationQueue()
        queue.name = "org.kith.calls"
        queue.maxConcurrentOperationCount = width
        queue.qualityOfService = .userInitiated
    }

    func run<Value: Sendable>(_ call: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: call)) }
        }
    }

    /// Runs a call that stops when the task is cancelled, and throws `CancellationError` once it has stopped.
    func interruptible<Value: Sendable>(
        _ call: @escaping @Sendable (Interrupt) throws -> Value
    ) async throws -> Value {
        let interrupt = Interrupt()
        return try await withTaskCancellationHandler {
            do {
                return try await run { try call(interrupt) }
            } catch KithError.Cancelled {
                // Ours to translate if it was this task that stopped the call; else the library was locked.
                try Task.checkCancellation()
                throw KithError.Cancelled
            }
        } onCancel: {
            interrupt.interrupt()
        }
    }
}

/// The thread of an actor whose calls block.
final class BlockingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "org.kith.keys", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
