package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.Hub;
import dev.carewire.hub.ManualExecutor;
import dev.carewire.hub.RecordingConnection;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A client with a session in the rooms of its own. Its blocking commands wait for {@link #runWorkers}. One thread. */
public final class TestClient {

    private final RecordingConnection connection = new RecordingConnection();
    private final ManualExecutor workers = new ManualExecutor();
    private final Session session;
    private final BiConsumer<Session, InboundMessage> receiver;

    /**
     * Connects.
     *
     * @param receiver given what the client sends
     */
    public TestClient(
            String id, Caller caller, Hub hub, Encoding encoding, BiConsumer<Session, InboundMessage> receiver) {
        this.session = new Session(id, Optional.empty(), caller, encoding, connection, new SerialExecutor(workers));
        this.receiver = receiver;
        hub.register(session);
        Rooms.initialRooms(caller).forEach(room -> hub.join(session, room));
    }

    public Session session() {
        return session;
    }

    public ManualExecutor workers() {
        return workers;
    }

    /** Sends a message and carries nothing out that blocks. */
    public void send(String text) {
        receiver.accept(session, new Message(text, List.of(), false, new ArrayList<>()));
    }

    /** Sends a message with bytes and carries nothing out that blocks. */
    public void send(String text, List<byte[]> attachments) {
        receiver.accept(session, new Message(text, attachments, false, new ArrayList<>()));
    }

    /** Sends a message that wants an answer, lets the workers work, and returns the answer. */
    public Optional<String> ask(String text) {
        List<String> answers = new ArrayList<>();
        receiver.accept(session, new Message(text, List.of(), true, answers));
        runWorkers();
        if (answers.size() > 1) {
            throw new IllegalStateException("answers: " + answers.size() + " (expected: at most 1)");
        }
        return answers.stream().findFirst();
    }

    /** Carries out what blocks. */
    public void runWorkers() {
        workers.runAll();
    }

    /** What came since the last time. */
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
