package dev.carewire.adapter.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.messaging.AttachmentStore;
import dev.carewire.messaging.AttachmentStoreContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemAttachmentStoreTest extends AttachmentStoreContract {

    @TempDir
    private Path data;

    private FileSystemAttachmentStore files;

    @BeforeEach
    void open() {
        files = FileSystemAttachmentStore.open(data);
    }

    @Override
    protected AttachmentStore store() {
        return files;
    }

    @Override
    protected void makeOld(List<String> ids) throws IOException {
        for (String id : ids) {
            Files.setLastModifiedTime(data.resolve(id.substring(0, 2)).resolve(id), FileTime.from(NOW.minusMillis(1)));
        }
    }

    private long stored() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void findsItsFilesAfterARestart() throws IOException {
        String id = keep("content");
        files = FileSystemAttachmentStore.open(data);
        assertThat(content(id).orElseThrow()).asString().isEqualTo("content");
        files.remove(id);
        assertThat(stored()).isZero();
    }

    @Test
    void leavesNothingOfADraftThatWasNotKept() throws IOException {
        try (AttachmentStore.PendingFile draft = files.create()) {
            draft.write(ByteBuffer.wrap(new byte[1_000]));
            assertThat(stored()).isEqualTo(1);
        }
        assertThat(stored()).isZero();
    }

    @Test
    void removesDraftsThatACrashLeft() throws IOException {
        AttachmentStore.PendingFile lost = files.create();
        lost.write(ByteBuffer.wrap(new byte[1]));

        FileSystemAttachmentStore.open(data);

        assertThat(stored()).isZero();
        lost.close();
    }

    @Test
    void takesNothingButIdsForPaths() {
        for (String path : List.of("", "..", "../../etc/passwd", "drafts", "x".repeat(36))) {
            assertThatIllegalArgumentException().isThrownBy(() -> files.open(path));
            assertThatIllegalArgumentException().isThrownBy(() -> files.remove(path));
        }
    }
}
