package dev.carewire.adapter.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.messaging.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemAttachmentStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @TempDir
    private Path data;

    private String keep(AttachmentStore files, String content) {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = files.create()) {
            for (byte octet : content.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                draft.write(ByteBuffer.wrap(new byte[] {octet}));
            }
            draft.commit(id);
        }
        return id;
    }

    private long stored() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void readsWhatWasKept() throws IOException {
        FileSystemAttachmentStore files = FileSystemAttachmentStore.open(data.resolve("attachments"));
        String id = keep(files, "content");

        try (InputStream content = files.open(id).orElseThrow()) {
            assertThat(content.readAllBytes()).asString().isEqualTo("content");
        }
        assertThat(FileSystemAttachmentStore.open(data.resolve("attachments")).open(id))
                .isPresent();
        files.remove(id);
        files.remove(id);
        assertThat(files.open(id)).isEmpty();
        assertThat(stored()).isZero();
    }

    @Test
    void leavesNothingOfADraftThatWasNotKept() throws IOException {
        FileSystemAttachmentStore files = FileSystemAttachmentStore.open(data);
        try (AttachmentStore.PendingFile draft = files.create()) {
            draft.write(ByteBuffer.wrap(new byte[1_000]));
            assertThat(stored()).isEqualTo(1);
        }
        assertThat(stored()).isZero();
    }

    @Test
    void removesDraftsThatACrashLeft() throws IOException {
        AttachmentStore.PendingFile lost = FileSystemAttachmentStore.open(data).create();
        lost.write(ByteBuffer.wrap(new byte[1]));

        FileSystemAttachmentStore.open(data);

        assertThat(stored()).isZero();
        lost.close();
    }

    @Test
    void removesOldFilesThatNobodyKnows() throws IOException {
        FileSystemAttachmentStore files = FileSystemAttachmentStore.open(data);
        List<String> old = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            old.add(keep(files, "x"));
        }
        for (String id : old) {
            Files.setLastModifiedTime(data.resolve(id.substring(0, 2)).resolve(id), FileTime.from(NOW.minusMillis(1)));
        }
        String fresh = keep(files, "x");
        Files.setLastModifiedTime(data.resolve(fresh.substring(0, 2)).resolve(fresh), FileTime.from(NOW));
        String known = old.get(0);

        files.removeOrphans(NOW, ids -> ids.contains(known) ? Set.of(known) : Set.of());

        assertThat(stored()).isEqualTo(2);
        assertThat(files.open(known)).isPresent().hasValueSatisfying(FileSystemAttachmentStoreTest::close);
        assertThat(files.open(fresh)).isPresent().hasValueSatisfying(FileSystemAttachmentStoreTest::close);
    }

    @Test
    void takesNothingButIdsForPaths() {
        FileSystemAttachmentStore files = FileSystemAttachmentStore.open(data);

        for (String path : List.of("", "..", "../../etc/passwd", "drafts", "x".repeat(36))) {
            assertThatIllegalArgumentException().isThrownBy(() -> files.open(path));
            assertThatIllegalArgumentException().isThrownBy(() -> files.remove(path));
        }
    }

    private static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
