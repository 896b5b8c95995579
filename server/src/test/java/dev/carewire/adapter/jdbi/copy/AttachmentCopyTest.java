package dev.carewire.adapter.jdbi.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.file.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentCopyTest {

    private static final String FIRST = UUID.randomUUID().toString();
    private static final String SECOND = UUID.randomUUID().toString();

    @TempDir
    private Path home;

    private DataFiles from;
    private DataFiles to;

    @BeforeEach
    void fill() throws IOException {
        from = new DataFiles(home.resolve("from"));
        to = new DataFiles(home.resolve("to"));
        write(from, FIRST, "first");
        write(from, SECOND, "second");
        Files.createDirectories(from.drafts());
        Files.writeString(from.drafts().resolve(FIRST), "not complete");
    }

    @Test
    void copiesCompleteFilesForThisUserOnly() throws IOException {
        assertThat(copy(to)).isEqualTo(2);
        assertThat(file(to, FIRST)).hasContent("first");
        assertThat(file(to, SECOND)).hasContent("second");
        assertThat(to.drafts()).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(to, FIRST))))
                .isEqualTo("rw-------");
    }

    @Test
    void continuesAfterItWasKilled() throws IOException {
        FileTime earlier = FileTime.from(Instant.EPOCH);
        write(to, FIRST, "first");
        Files.setLastModifiedTime(file(to, FIRST), earlier);
        Files.createDirectories(to.drafts());
        Files.writeString(to.drafts().resolve(SECOND), "sec");
        assertThat(copy(to)).isEqualTo(2);
        assertThat(Files.getLastModifiedTime(file(to, FIRST))).isEqualTo(earlier);
        assertThat(file(to, SECOND)).hasContent("second");
    }

    @Test
    void replacesAFileThatDiffers() throws IOException {
        write(to, FIRST, "fir");
        assertThat(copy(to)).isEqualTo(2);
        assertThat(file(to, FIRST)).hasContent("first");
    }

    @Test
    void leavesTheFilesOfTheSameFolder() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), from.folder());
        assertThat(copy(new DataFiles(link))).isEqualTo(2);
        assertThat(file(from, FIRST)).hasContent("first");
    }

    @Test
    void namesTheReasonOfAFailure() throws IOException {
        Files.createDirectories(to.folder());
        Files.writeString(to.attachments(), "a file in the place of the folder");
        assertThatThrownBy(() -> copy(to))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("attachments: not copied to " + to.attachments());
    }

    private long copy(DataFiles target) {
        AttachmentCopy copy = new AttachmentCopy(from, target);
        copy.run();
        return copy.present();
    }

    private static void write(DataFiles files, String id, String content) throws IOException {
        Files.createDirectories(file(files, id).getParent());
        Files.writeString(file(files, id), content);
    }

    private static Path file(DataFiles files, String id) {
        return files.attachments().resolve(id.substring(0, 2)).resolve(id);
    }
}
