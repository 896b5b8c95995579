package dev.carewire.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AttachmentStore}. One subclass per adapter. */
public abstract class AttachmentStoreContract {

    /** Files that are committed now are older than a later moment, and not older than this one. */
    protected static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    protected abstract AttachmentStore store();

    /** Makes the stored files of these ids older than {@link #NOW}; all others are not. */
    protected abstract void makeOld(List<String> ids) throws IOException;

    /** Stores a text, byte by byte. */
    protected final String keep(String content) {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store().create()) {
            for (byte octet : content.getBytes(UTF_8)) {
                draft.write(ByteBuffer.wrap(new byte[] {octet}));
            }
            draft.commit(id);
        }
        return id;
    }

    protected final Optional<byte[]> content(String id) throws IOException {
        Optional<InputStream> file = store().open(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = file.get()) {
            return Optional.of(content.readAllBytes());
        }
    }

    @Test
    void readsWhatWasKeptUntilItIsRemoved() throws IOException {
        String id = keep("content");
        String other = keep("other");

        assertThat(content(id).orElseThrow()).asString(UTF_8).isEqualTo("content");
        store().remove(id);
        store().remove(id);
        assertThat(content(id)).isEmpty();
        assertThat(content(other)).isPresent();
    }

    @Test
    void keepsFilesOfEverySizeAndReadsThemInPieces() throws IOException {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            String id = UUID.randomUUID().toString();
            try (AttachmentStore.PendingFile draft = store().create()) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    int length = Math.min(1 + random.nextInt(100_000), rest.remaining());
                    ByteBuffer piece = rest.slice(rest.position(), length).asReadOnlyBuffer();
                    draft.write(piece);
                    assertThat(piece.hasRemaining()).isFalse();
                    rest.position(rest.position() + length);
                }
                draft.commit(id);
            }
            assertThat(content(id).orElseThrow()).as("%d bytes", size).isEqualTo(content);
            try (InputStream stored = store().open(id).orElseThrow()) {
                assertThat(stored.readNBytes(70_000)).isEqualTo(Arrays.copyOf(content, Math.min(size, 70_000)));
                assertThat(stored.read()).isEqualTo(size > 70_000 ? content[70_000] & 0xff : -1);
            }
        }
    }

    @Test
    void showsNoFileBeforeItIsCommittedAndNoneThatWasNot() throws IOException {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store().create()) {
            draft.write(ByteBuffer.wrap(new byte[100_000]));
            assertThat(content(id)).isEmpty();
        }
        assertThat(content(id)).isEmpty();
        assertThat(content(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void removesOldFilesThatNobodyKnows() throws IOException {
        List<String> old = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            old.add(keep("x"));
        }
        makeOld(old);
        String fresh = keep("x");
        Set<String> known = new HashSet<>();
        for (int i = 0; i < old.size(); i += 7) {
            known.add(old.get(i));
        }
        List<String> asked = new ArrayList<>();

        store().removeOrphans(NOW, ids -> {
            assertThat(ids).hasSizeLessThanOrEqualTo(500);
            asked.addAll(ids);
            Set<String> stay = new HashSet<>(ids);
            stay.removeIf(id -> old.contains(id) && !known.contains(id));
            return stay;
        });

        assertThat(asked)
                .contains(old.toArray(String[]::new))
                .doesNotContain(fresh)
                .doesNotHaveDuplicates();
        assertThat(content(fresh)).isPresent();
        for (String id : old) {
            assertThat(content(id).isPresent()).isEqualTo(known.contains(id));
        }
        store().removeOrphans(NOW, ids -> {
            Set<String> stay = new HashSet<>(ids);
            old.forEach(stay::remove);
            return stay;
        });
        for (String id : known) {
            assertThat(content(id)).isEmpty();
        }
    }
}
