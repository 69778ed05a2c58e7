import Foundation
import KithCore

/// What one act changed in one client's vault.
public struct LibraryChange: Sendable, Equatable {
    /// The client.
    public let client: UUID
    /// What changed.
    public let changes: ChangeSet
}

/// A library: one folder with its keys, and a vault for each client in it.
///
/// An app has one for as long as it runs. Its calls run one after the other on a thread of their own, so locking follows
/// the unlocking that it was asked after; those of a ``KithClient`` run beside them. What goes wrong is a `KithError`.
public actor KithLibrary {
    nonisolated let core: CoreLibrary
    nonisolated let announced = Broadcast<LibraryChange>()
    nonisolated let states = Broadcast<LibraryState>()
    private nonisolated let executor = BlockingExecutor()
    private let observation: Observation

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Where the library stands. Waits for nothing.
    public nonisolated var state: LibraryState { core.state() }

    private init(_ core: CoreLibrary) throws {
        self.core = core
        observation = try core.observe(observer: Announcer(announced))
    }

    /// Makes a library in a folder that is empty or does not exist, unlocked. `secret` is the first way in: this
    /// device's secret or a passphrase. `party` is who writes on this device.
    public static func create(
        in folder: URL,
        secret: Secret,
        clock: any KithCore.Clock = SystemClock(),
        log: (any LogSink)? = nil,
        language: Locale = .current,
        party: Party = .client
    ) async throws -> KithLibrary {
        let tag = language.identifier(.bcp47)
        return try await Workers.shared.run {
            try KithLibrary(
                CoreLibrary.create(
                    dir: folder.path, secret: secret, clock: clock, log: log, language: tag, party: party))
        }
    }

    /// Opens a folder's library, locked. `party` is who writes on this device.
    public static func open(
        _ folder: URL,
        clock: any KithCore.Clock = SystemClock(),
        log: (any LogSink)? = nil,
        language: Locale = .current,
        party: Party = .client
    ) async throws -> KithLibrary {
        let tag = language.identifier(.bcp47)
        return try await Workers.shared.run {
            try KithLibrary(
                CoreLibrary.open(dir: folder.path, clock: clock, log: log, language: tag, party: party))
        }
    }

    /// Adds a client, with a vault and a key of their own.
    public func createClient(name: String) throws -> KithClient {
        try KithClient(core.createClient(name: name), library: self)
    }

    /// A handle on a client's vault, which is opened.
    public func client(id: UUID) throws -> KithClient {
        try KithClient(core.client(id: id), library: self)
    }

    /// Every change in every vault from this call on, once it is on disk.
    public nonisolated func changes() -> AsyncStream<LibraryChange> { announced.listen() }

    /// Where the library stands, from this call on; what it stands at now comes first.
    public nonisolated func stateChanges() -> AsyncStream<LibraryState> {
        let later = states.listen(buffering: .bufferingNewest(1))
        let (stream, continuation) = AsyncStream.makeStream(of: LibraryState.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield(state)
        let forward = Task {
            for await state in later { continuation.yield(state) }
            continuation.finish()
        }
        continuation.onTermination = { _ in forward.cancel() }
        return stream
    }

    /// Called after each call that may have changed the state.
    func announceState() { states.tell(core.state()) }
}

/// The one observer that the core knows; it hands on to everyone who listens.
private final class Announcer: ChangeObserver {
    private let announced: Broadcast<LibraryChange>

    init(_ announced: Broadcast<LibraryChange>) { self.announced = announced }

    func changed(client: UUID, changes: ChangeSet) {
        announced.tell(LibraryChange(client: client, changes: changes))
    }
}
