package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.FamilyLimits;
import dev.carewire.hub.Hub;
import dev.carewire.hub.ManualExecutor;
import dev.carewire.hub.RecordingConnection;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A client with a session and its initial rooms. Its blocking commands are queued until {@link #runWorkers}. One
 * thread.
 */
public final class TestClient {

    private final RecordingConnection connection = new RecordingConnection();
    private final ManualExecutor workers = new ManualExecutor();
    private final Session session;
    private final BiConsumer<Session, InboundMessage> receiver;

    /**
     * Connects a client.
     *
     * @param receiver receives the client's messages
     */
    public TestClient(
            String id, Caller caller, Hub hub, Encoding encoding, BiConsumer<Session, InboundMessage> receiver) {
        this.session = new Session(id, Optional.empty(), caller, encoding, connection, new SerialExecutor(workers));
        this.receiver = receiver;
        hub.register(session, FamilyLimits.none(""));
        Rooms.initialRooms(caller).forEach(room -> hub.join(session, room));
    }

    public Session session() {
        return session;
    }

    public ManualExecutor workers() {
        return workers;
    }

    /** Sends a message without running blocking work. */
    public void send(String text) {
        receiver.accept(session, message(text));
    }

    /** A message that requests no acknowledgement. */
    public InboundMessage message(String text) {
        return new Message(text, List.of(), false, new ArrayList<>());
    }

    /** Sends a message with attachments without running blocking work. */
    public void send(String text, List<byte[]> attachments) {
        receiver.accept(session, new Message(text, attachments, false, new ArrayList<>()));
    }

    /** Sends a message that requests an acknowledgement, runs the blocking work, and returns the acknowledgement. */
    public Optional<String> ask(String text) {
        List<String> answers = new ArrayList<>();
        receiver.accept(session, new Message(text, List.of(), true, answers));
        runWorkers();
        if (answers.size() > 1) {
            throw new IllegalStateException("answers: " + answers.size() + " (expected: at most 1)");
        }
        return answers.stream().findFirst();
    }

    /** Runs the queued blocking work. */
    public void runWorkers() {
        workers.runAll();
    }

    /** The messages received since the last call. */
    public List<String> takeReceived() {
        return connection.takeReceived();
    }

    private record Message(String text, List<byte[]> attachments, boolean wantsAck, List<String> answers)
            implements InboundMessage {
        @Override
        public void acknowledge(String arguments, List<byte[]> bytes) {
            answers.add(arguments);
        }
    }
}
