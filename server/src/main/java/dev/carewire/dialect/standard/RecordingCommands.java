package dev.carewire.dialect.standard;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.CommandTable.CommandOptions;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.EventType;
import dev.carewire.event.RecordingEvents;
import dev.carewire.event.RecordingEvents.RecordingCompleted;
import dev.carewire.event.RecordingEvents.RecordingJoined;
import dev.carewire.event.RecordingEvents.RecordingLeft;
import dev.carewire.event.RecordingEvents.TranscriptionFailed;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.transcription.AudioChunk;
import dev.carewire.transcription.LiveTranscription;
import dev.carewire.transcription.Recording;
import dev.carewire.transcription.Recordings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The commands for the user's own recordings; their errors have a separate form. */
final class RecordingCommands {

    private static final String RECORDING_ID = "recordingId";

    private final Rooms rooms;
    private final Recordings recordings;
    private final LiveTranscription live;
    private final Vocabulary vocabulary;
    private final Clock clock;

    RecordingCommands(Rooms rooms, Recordings recordings, LiveTranscription live, Vocabulary vocabulary, Clock clock) {
        this.rooms = rooms;
        this.recordings = recordings;
        this.live = live;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    void addTo(CommandTable.Builder commands) {
        CommandOptions plain = CommandOptions.DEFAULTS.withErrorRenderer(this::renderFailure);
        commands.command("ambient:join", plain, this::join)
                .command("ambient:leave", plain, this::leave)
                .command("ambient:audio-chunk", plain.withAttachments(1), this::receiveAudio)
                .command("ambient:recording-complete", plain, this::complete);
    }

    private PreparedCommand join(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return PreparedCommand.blocking(() -> {
            recordings.get(session.caller(), id);
            rooms.join(session, RoomKey.recording(session.tenant(), id));
            send(session, RecordingEvents.RECORDING_JOINED, new RecordingJoined(id, clock.instant()));
        });
    }

    private PreparedCommand leave(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return PreparedCommand.inline(() -> {
            rooms.leave(session, RoomKey.recording(session.tenant(), id));
            send(session, RecordingEvents.RECORDING_LEFT, new RecordingLeft(id, clock.instant()));
        });
    }

    /** The client's right was checked when it joined the recording. */
    private PreparedCommand receiveAudio(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        int index = argument.numberField("chunkIndex", AudioChunk.MAX_INDEX);
        String mimeType = argument.optionalTextField("mimeType").orElse(AudioChunk.DEFAULT_TYPE);
        byte[] bytes = argument.bytesField("data");
        RoomKey room = RoomKey.recording(session.tenant(), id);
        return PreparedCommand.inline(() -> {
            if (!session.isIn(room)) {
                throw RejectedException.conflict("recording: not joined");
            }
            live.addChunk(session.tenant(), id, new AudioChunk(index, mimeType, bytes));
        });
    }

    private PreparedCommand complete(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return PreparedCommand.blocking(() -> {
            Recording ended = recordings.complete(session.caller(), session.id(), id);
            live.complete(session.tenant(), id);
            Instant at = ended.completedAt().orElseGet(clock::instant);
            send(session, RecordingEvents.RECORDING_COMPLETED, new RecordingCompleted(id, at));
        });
    }

    private List<String> renderFailure(Session session, Argument argument, String code, String text) {
        return render(
                session,
                RecordingEvents.TRANSCRIPTION_FAILED,
                new TranscriptionFailed(argument.possibleIdField(RECORDING_ID), text, code));
    }

    private <P extends Record> void send(Session session, EventType<P> type, P facts) {
        session.send(render(session, type, facts));
    }

    private <P extends Record> List<String> render(Session session, EventType<P> type, P facts) {
        return vocabulary.render(type.newEvent(session.tenant(), clock.instant(), facts));
    }
}
