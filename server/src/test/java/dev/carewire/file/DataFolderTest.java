package dev.carewire.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final String HOLDER = "process 7 on front-desk";

    @TempDir
    private Path home;

    @Test
    void createsAFolderForItsOwnerOnly() throws IOException {
        try (DataFolder data = DataFolder.open(home.resolve("a/data"), HOLDER)) {
            assertThat(data.isWritable()).isTrue();
            assertThat(permissions(home.resolve("a"))).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("a/data"))).isEqualTo("rwx------");
        }
    }

    @Test
    void closesItsOwnFilesToOtherUsersAndLeavesThoseOfOthersAlone() throws IOException {
        Path database = file("carewire.mv.db", "rw-r--r--");
        Path secret = file("demo-secret", "r--r--r--");
        Path attachment = file("attachments/ab/abcd", "rw-rw-r--");
        Path foreign = file("notes.txt", "rw-r--r--");
        set(home, "rwxr-xr-x");
        set(home.resolve("attachments"), "rwxr-xr-x");
        set(home.resolve("attachments/ab"), "rwxr-xr-x");

        DataFolder.open(home, HOLDER).close();

        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(database)).isEqualTo("rw-------");
        assertThat(permissions(secret)).isEqualTo("rw-------");
        assertThat(permissions(home.resolve("attachments/ab"))).isEqualTo("rwx------");
        assertThat(permissions(attachment)).isEqualTo("rw-------");
        assertThat(permissions(foreign)).isEqualTo("rw-r--r--");
    }

    @Test
    void acceptsALinkToAFolder() throws IOException {
        Path target = Files.createDirectory(home.resolve("disk"));
        Path link = Files.createSymbolicLink(home.resolve("data"), target);
        DataFolder.open(link, HOLDER).close();
        assertThat(permissions(target)).isEqualTo("rwx------");
    }

    @Test
    void refusesAFolderThatEveryUserShares() {
        assumeTrue(Files.isDirectory(Path.of("/tmp")));
        assertThatThrownBy(() -> DataFolder.open(Path.of("/tmp"), HOLDER))
                .isInstanceOf(UnusableFolderException.class)
                .hasMessage("server.data-dir: /tmp is open to every user (expected: a folder of its own, such as"
                        + " /tmp/carewire)");
    }

    @Test
    void refusesAFolderInUseAndNamesTheOtherServer() throws IOException {
        try (DataFolder first = DataFolder.open(home, HOLDER)) {
            assertThat(first.isWritable()).isTrue();
            assertThatThrownBy(() -> DataFolder.open(home, "process 8"))
                    .isInstanceOf(UnusableFolderException.class)
                    .hasMessageContaining(home + " is in use by " + HOLDER);
        }
        DataFolder.open(home, "process 8").close();
    }

    @Test
    void noticesThatTheFolderIsGoneAndThatItIsBack() throws IOException {
        Path folder = home.resolve("data");
        try (DataFolder data = DataFolder.open(folder, HOLDER)) {
            Files.move(folder, home.resolve("elsewhere"));
            data.look();
            assertThat(data.isWritable()).isFalse();
            Files.move(home.resolve("elsewhere"), folder);
            data.look();
            assertThat(data.isWritable()).isTrue();
        }
        assertThat(folder.toFile().list()).containsExactly("folder.lock");
    }

    private Path file(String name, String permissions) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        set(Files.createFile(file), permissions);
        return file;
    }

    private static void set(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
