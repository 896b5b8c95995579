package dev.carewire.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.file.DataFiles;
import dev.carewire.messaging.AttachmentPlace;
import dev.carewire.messaging.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentStorageTest {

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(
                new DatabaseConfig("jdbc:h2:mem:" + UUID.randomUUID(), "", "", 2, Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private AttachmentStore open(AttachmentPlace place) {
        return AttachmentStorage.open(place, new DataFiles(folder), database, Clock.systemUTC())
                .store();
    }

    private static String keep(AttachmentStore store, byte[] content) {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store.create()) {
            draft.write(ByteBuffer.wrap(content));
            draft.commit(id);
        }
        return id;
    }

    private static byte[] content(AttachmentStore store, String id) throws IOException {
        try (InputStream content = store.open(id).orElseThrow()) {
            return content.readAllBytes();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void movesTheFilesOfTheFolderToTheDatabaseAtTheStart() throws IOException {
        AttachmentStore inFolder = open(AttachmentPlace.FOLDER);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(keep(inFolder, ("content " + i).getBytes(UTF_8)));
        }
        String large = keep(inFolder, new byte[200_000]);
        inFolder.create().write(ByteBuffer.wrap(new byte[] {1}));

        AttachmentStore inDatabase = open(AttachmentPlace.DATABASE);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(content(inDatabase, ids.get(i))).asString(UTF_8).isEqualTo("content " + i);
        }
        assertThat(content(inDatabase, large)).isEqualTo(new byte[200_000]);
        assertThat(files()).isZero();
        assertThat(content(open(AttachmentPlace.DATABASE), large)).hasSize(200_000);
    }

    /** A killed move may have stored a file without deleting it. */
    @Test
    void continuesAMoveThatWasKilled() throws IOException {
        AttachmentStore inFolder = open(AttachmentPlace.FOLDER);
        String id = keep(inFolder, new byte[] {1, 2, 3});
        Path file = folder.resolve("attachments").resolve(id.substring(0, 2)).resolve(id);
        byte[] original = Files.readAllBytes(file);
        open(AttachmentPlace.DATABASE);
        Files.write(file, original);

        assertThat(content(open(AttachmentPlace.DATABASE), id)).isEqualTo(original);
        assertThat(files()).isZero();
    }

    @Test
    void refusesTheFolderWhileTheDatabaseHasFiles() {
        AttachmentStore inDatabase = open(AttachmentPlace.DATABASE);
        String id = keep(inDatabase, new byte[] {1});
        assertThatExceptionOfType(UnusableDatabaseException.class).isThrownBy(() -> open(AttachmentPlace.FOLDER));
        inDatabase.remove(id);
        assertThat(open(AttachmentPlace.FOLDER).open(id)).isEmpty();
    }

    @Test
    void needsNoFolderForTheDatabase() {
        open(AttachmentPlace.DATABASE);
        assertThat(folder).isEmptyDirectory();
    }
}
