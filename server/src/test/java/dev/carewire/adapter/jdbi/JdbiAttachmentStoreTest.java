package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carewire.messaging.AttachmentStore;
import dev.carewire.messaging.AttachmentStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class JdbiAttachmentStoreTest extends AttachmentStoreContract {

    private final Database database;
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final JdbiAttachmentStore store;

    JdbiAttachmentStoreTest(TestDatabases which) {
        this.database = which.database();
        this.store = new JdbiAttachmentStore(database, clock);
    }

    @Override
    protected AttachmentStore store() {
        return store;
    }

    @Override
    protected void makeOld(List<String> ids) {
        Instant before = NOW.minusMillis(1);
        ids.forEach(id -> database.update(
                "UPDATE attachment_files SET changed_at = :before WHERE attachment_id = :id",
                Map.of("before", before, "id", id)));
    }

    @AfterEach
    void removeAll() {
        database.update("DELETE FROM attachment_files", Map.of());
        assertThat(rows("attachment_parts")).as("parts without a file").isZero();
    }

    private int rows(String table) {
        return database.count("SELECT COUNT(*) FROM " + table, Map.of());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    @Test
    void storesPartsThatFitIntoMemoryAndRemovesThemAll() {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store.create()) {
            draft.write(bytes(10 * JdbiAttachmentStore.PART_BYTES + 1));
            assertThat(rows("attachment_parts")).isEqualTo(10);
            draft.commit(id);
        }
        assertThat(rows("attachment_parts")).isEqualTo(11);
        assertThat(database.list(
                        "SELECT OCTET_LENGTH(content) AS size FROM attachment_parts ORDER BY place",
                        Map.of(),
                        row -> row.getInt("size")))
                .endsWith(JdbiAttachmentStore.PART_BYTES, 1)
                .allMatch(size -> size <= JdbiAttachmentStore.PART_BYTES);

        store.remove(id);
        assertThat(rows("attachment_parts")).isZero();
        assertThat(rows("attachment_files")).isZero();
    }

    @Test
    void leavesNothingOfADraftThatWasNotKept() {
        try (AttachmentStore.PendingFile draft = store.create()) {
            draft.write(bytes(JdbiAttachmentStore.PART_BYTES));
            assertThat(rows("attachment_parts")).isEqualTo(1);
        }
        assertThat(rows("attachment_files")).isZero();
        assertThat(rows("attachment_parts")).isZero();
    }

    /** The folder deletes all drafts at the start of its server, which is the only one. */
    @Test
    void keepsTheDraftsOfOtherNodesWhileTheyAreWritten() throws IOException {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store.create();
                AttachmentStore.PendingFile abandoned = store.create()) {
            abandoned.write(bytes(JdbiAttachmentStore.PART_BYTES));
            clock.advance(Duration.ofMinutes(59));
            draft.write(bytes(JdbiAttachmentStore.PART_BYTES));
            clock.advance(Duration.ofMinutes(59));

            JdbiAttachmentStore other = new JdbiAttachmentStore(database, clock);
            other.removeOrphans(clock.instant().minus(Duration.ofHours(1)), ids -> ids);
            assertThat(rows("attachment_files")).isEqualTo(1);

            draft.commit(id);
            assertThatIllegalStateException()
                    .isThrownBy(() -> abandoned.commit(UUID.randomUUID().toString()))
                    .withMessageContaining("expected: a new one");
        }
        assertThat(content(id).orElseThrow()).hasSize(JdbiAttachmentStore.PART_BYTES);
    }

    @Test
    void endsADownloadWhoseFileIsRemovedMeanwhile() throws IOException {
        String id = UUID.randomUUID().toString();
        try (AttachmentStore.PendingFile draft = store.create()) {
            draft.write(bytes(3 * JdbiAttachmentStore.PART_BYTES));
            draft.commit(id);
        }
        try (InputStream content = store.open(id).orElseThrow()) {
            assertThat(content.readNBytes(10)).hasSize(10);
            store.remove(id);
            assertThatIOException().isThrownBy(content::readAllBytes);
        }
    }

    @Test
    void refusesAServerWithAnotherStoreWhileItHasFiles() {
        try (AttachmentStore.PendingFile draft = store.create()) {
            draft.write(bytes(1));
            JdbiAttachmentStore.requireNone(database);
        }
        String id = keep("content");
        assertThatExceptionOfType(UnusableDatabaseException.class)
                .isThrownBy(() -> JdbiAttachmentStore.requireNone(database))
                .withMessageContaining("attachments.store: database");
        store.removeOrphans(NOW.plusSeconds(1), ids -> new HashSet<>());
        assertThat(store.open(id)).isEmpty();
        JdbiAttachmentStore.requireNone(database);
    }
}
