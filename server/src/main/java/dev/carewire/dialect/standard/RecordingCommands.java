package dev.carewire.dialect.standard;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.CommandTable.Manner;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
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

/** What clients may do with recordings of their user's; faults are told in words of their own. */
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
        Manner plain = Manner.USUAL.tellingFaultsBy(this::fault);
        commands.command("ambient:join", plain, this::join)
                .command("ambient:leave", plain, this::leave)
                .command("ambient:audio-chunk", plain.withAttachments(1), this::hear)
                .command("ambient:recording-complete", plain, this::complete);
    }

    private Task join(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return Task.blocking(() -> {
            recordings.get(session.caller(), id);
            rooms.join(session, RoomKey.recording(session.tenant(), id));
            tell(session, RecordingEvents.RECORDING_JOINED, new RecordingJoined(id, clock.instant()));
        });
    }

    private Task leave(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return Task.inline(() -> {
            rooms.leave(session, RoomKey.recording(session.tenant(), id));
            tell(session, RecordingEvents.RECORDING_LEFT, new RecordingLeft(id, clock.instant()));
        });
    }

    /** Whose recording it is was found out when the client joined it. */
    private Task hear(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        int index = argument.numberField("chunkIndex", AudioChunk.MAX_INDEX);
        String mimeType = argument.optionalTextField("mimeType").orElse(AudioChunk.DEFAULT_TYPE);
        byte[] bytes = argument.bytesField("data");
        RoomKey room = RoomKey.recording(session.tenant(), id);
        return Task.inline(() -> {
            if (!session.isIn(room)) {
                throw RejectedException.conflict("recording: not joined");
            }
            live.hear(session.tenant(), id, new AudioChunk(index, mimeType, bytes));
        });
    }

    private Task complete(Session session, Argument argument) {
        String id = argument.idField(RECORDING_ID);
        return Task.blocking(() -> {
            Recording ended = recordings.complete(session.caller(), session.id(), id);
            live.complete(session.tenant(), id);
            Instant at = ended.completedAt().orElseGet(clock::instant);
            tell(session, RecordingEvents.RECORDING_COMPLETED, new RecordingCompleted(id, at));
        });
    }

    private List<String> fault(Session session, Argument argument, String code, String text) {
        return words(
                session,
                RecordingEvents.TRANSCRIPTION_FAILED,
                new TranscriptionFailed(argument.possibleIdField(RECORDING_ID), text, code));
    }

    private <P extends Record> void tell(Session session, EventType<P> type, P facts) {
        session.send(words(session, type, facts));
    }

    private <P extends Record> List<String> words(Session session, EventType<P> type, P facts) {
        return vocabulary.render(type.happened(session.tenant(), clock.instant(), facts));
    }
}
