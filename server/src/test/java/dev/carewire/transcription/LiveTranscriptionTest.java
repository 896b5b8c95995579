package dev.carewire.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.event.Event;
import dev.carewire.event.RecordingEvents.TranscriptHeard;
import dev.carewire.event.RecordingEvents.TranscriptionFailed;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.TenantId;
import dev.carewire.transcription.TranscriptionResult.Failed;
import dev.carewire.transcription.TranscriptionResult.Reason;
import dev.carewire.transcription.TranscriptionResult.Transcribed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveTranscriptionTest {

    private static final TenantId TENANT = new TenantId("north");
    private static final String RECORDING = "rec-1";
    private static final int PER_RECORDING = 1 << 16;
    private static final int IN_ALL = PER_RECORDING + 100;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ManualTimers alarms = new ManualTimers();
    private final List<Record> told = new ArrayList<>();
    private final Database database = TestDatabases.H2.database();
    private final Publisher publisher = TestPublishers.over(database, this::tell);
    private final Endpoint endpoint = new Endpoint();
    private final LiveTranscription live = live(Optional.of(endpoint), Runnable::run);

    private void tell(Event<?> event) {
        told.add(event.payload());
    }

    private LiveTranscription live(Optional<Transcriber> transcriber, Executor workers) {
        return new LiveTranscription(
                transcriber,
                new TranscriptionLimits(INTERVAL, PER_RECORDING, IN_ALL),
                new RecordingEmit(publisher, clock),
                new JdbiTransactions(database),
                alarms,
                workers,
                clock);
    }

    private static AudioChunk chunk(int index, String bytes) {
        return new AudioChunk(index, "audio/ogg", bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void hear(int index, String bytes) {
        live.addChunk(TENANT, RECORDING, chunk(index, bytes));
    }

    @Test
    void asksForTheFirstPieceAtOnceAndTellsWhatWasSaid() {
        hear(0, "one");
        assertThat(endpoint.asked()).containsExactly("one");

        endpoint.answer(new Transcribed("It itches.", Optional.of(0.9)));

        assertThat(told).containsExactly(new TranscriptHeard(RECORDING, 0, "It itches.", Optional.of(0.9), NOW));
        assertThat(live.bufferedBytes()).isZero();
    }

    @Test
    void gathersWhatComesWithinTheInterval() {
        hear(0, "one");
        endpoint.answer(understood("1"));
        hear(1, "two");
        hear(3, "three");
        assertThat(endpoint.asked()).containsExactly("one");

        alarms.advance(INTERVAL);

        assertThat(endpoint.asked()).containsExactly("one", "twothree");
        endpoint.answer(understood("2 3"));
        assertThat(told).last().isEqualTo(new TranscriptHeard(RECORDING, 3, "2 3", Optional.empty(), NOW));
    }

    @Test
    void hasOneRequestAtATime() {
        hear(0, "one");
        hear(1, "two");
        alarms.advance(INTERVAL.multipliedBy(3));
        assertThat(endpoint.asked()).containsExactly("one");

        endpoint.answer(understood("1"));

        assertThat(endpoint.asked()).containsExactly("one", "two");
    }

    @Test
    void asksForTheRestAtOnceWhenTheRecordingEndsAndTakesNoMore() {
        hear(0, "one");
        endpoint.answer(understood("1"));
        hear(1, "two");

        live.complete(TENANT, RECORDING);

        assertThat(endpoint.asked()).containsExactly("one", "two");
        assertThatThrownBy(() -> hear(2, "three"))
                .isInstanceOf(RejectedException.class)
                .hasMessage("recording: has ended");
    }

    @Test
    void givesLaterPiecesOfWebmTheirBeginning() {
        String cluster = "\u001fC\u00b6u";
        live.addChunk(TENANT, RECORDING, webm(0, "head" + cluster + "one"));
        endpoint.answer(understood("1"));
        live.addChunk(TENANT, RECORDING, webm(1, cluster + "two"));
        alarms.advance(INTERVAL);

        assertThat(endpoint.asked()).containsExactly("head" + cluster + "one", "head" + cluster + "two");
    }

    private static AudioChunk webm(int index, String bytes) {
        return new AudioChunk(index, "audio/webm;codecs=opus", bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void tellsWhyThereIsNoTranscriptAndGoesOn(Reason reason) {
        hear(0, "one");
        hear(1, "two");
        endpoint.answer(new Failed(reason));

        assertThat(told)
                .containsExactly(new TranscriptionFailed(
                        Optional.of(RECORDING),
                        reason.text() + ". What was said up to piece 0 is not in writing.",
                        reason.name()));
        alarms.advance(INTERVAL);
        assertThat(endpoint.asked()).containsExactly("one", "two");
    }

    @Test
    void aTranscriberThatFailsIsNoTranscript() {
        hear(0, "one");
        endpoint.pending.completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        TranscriptionFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BROKEN"));
        assertThat(live.bufferedBytes()).isZero();
    }

    @Test
    void saysNothingWhereNothingWasSaid() {
        hear(0, "one");
        endpoint.answer(understood(" "));

        assertThat(told).isEmpty();
        assertThat(live.bufferedBytes()).isZero();
    }

    @Test
    void aTranscriptThatIsTooLongIsNone() {
        hear(0, "one");
        endpoint.answer(understood("x".repeat(LiveTranscription.MAX_TEXT_LENGTH + 1)));

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        TranscriptionFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo("GARBAGE"));
    }

    @Test
    void tellsThatATranscriptCouldNotBeStored() {
        LiveTranscription busy = live(Optional.of(endpoint), task -> {
            throw new RejectedExecutionException();
        });
        busy.addChunk(TENANT, RECORDING, chunk(0, "one"));
        endpoint.answer(understood("1"));

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        TranscriptionFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo("NOT_STORED"));
        assertThat(busy.bufferedBytes()).isZero();
    }

    @Test
    void saysThatItIsNotConfigured() {
        assertThatThrownBy(() -> live(Optional.empty(), Runnable::run).addChunk(TENANT, RECORDING, chunk(0, "one")))
                .isInstanceOf(RejectedException.class)
                .hasMessage("live transcription is not configured on this server");
    }

    @Test
    void refusesPiecesOutOfOrderAndOfAnotherType() {
        hear(4, "one");

        assertThatThrownBy(() -> hear(4, "again")).hasMessageStartingWith("chunkIndex:");
        assertThatThrownBy(() -> hear(3, "before")).hasMessageStartingWith("chunkIndex:");
        assertThatThrownBy(() -> live.addChunk(TENANT, RECORDING, webm(5, "two")))
                .hasMessageStartingWith("mimeType:");
        assertThat(live.bufferedBytes()).isEqualTo(3);
    }

    @Test
    void holdsNoMoreThanItMayOfOneRecordingAndOfAll() {
        hear(0, "x".repeat(PER_RECORDING));
        assertThatThrownBy(() -> hear(1, "y")).hasMessage("too much of this recording waits to be transcribed");
        assertThatThrownBy(() -> live.addChunk(TENANT, "rec-2", chunk(0, "z".repeat(101))))
                .hasMessage("too many recordings are being transcribed");
        assertThat(live.bufferedBytes()).isEqualTo(PER_RECORDING);
        assertThat(live.size()).isEqualTo(1);

        endpoint.answer(understood("1"));
        hear(1, "y");

        assertThat(live.bufferedBytes()).isEqualTo(1);
    }

    @Test
    void keepsTenantsApart() {
        hear(7, "one");
        live.addChunk(new TenantId("south"), RECORDING, chunk(0, "two"));

        assertThat(endpoint.asked()).containsExactly("one", "two");
        assertThat(live.size()).isEqualTo(2);
    }

    @Test
    void forgetsARecordingOfWhichNothingIsHeard() {
        hear(0, "one");
        endpoint.answer(understood("1"));
        alarms.advance(LiveTranscription.IDLE_TIMEOUT);
        assertThat(live.size()).isEqualTo(1);

        alarms.advance(LiveTranscription.IDLE_TIMEOUT);

        assertThat(live.size()).isZero();
        assertThat(alarms.size()).isZero();
    }

    @Test
    void forgetsEverythingWhenItIsClosed() {
        hear(0, "one");
        live.close();

        assertThat(live.bufferedBytes()).isZero();
        assertThatThrownBy(() -> hear(1, "two")).hasMessage("too many recordings are being transcribed");
        endpoint.answer(understood("1"));
        assertThat(live.bufferedBytes()).isZero();
    }

    /** Answers on request of the test. */
    private static final class Endpoint implements Transcriber {

        private final List<Audio> asked = new ArrayList<>();
        private CompletableFuture<TranscriptionResult> pending = new CompletableFuture<>();

        @Override
        public CompletionStage<TranscriptionResult> transcribe(Audio audio) {
            asked.add(audio);
            pending = new CompletableFuture<>();
            return pending;
        }

        void answer(TranscriptionResult transcription) {
            pending.complete(transcription);
        }

        List<String> asked() {
            return asked.stream().map(Endpoint::bytes).toList();
        }

        private static String bytes(Audio audio) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            audio.parts().forEach(all::writeBytes);
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static Transcribed understood(String text) {
        return new Transcribed(text, Optional.empty());
    }
}
