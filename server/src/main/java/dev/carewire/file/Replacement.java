package dev.carewire.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the records of a data folder. The name of the new records' folder is the state: staged, then moving the earlier
 * records away, then placing the new ones. Both later states are repeated after a crash. The caller has locked the folder.
 */
final class Replacement {

    private static final Logger log = LoggerFactory.getLogger(Replacement.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

    private static final String CLEARING = "restore-clearing-";
    private static final String PLACING = "restore-placing-";
    private static final String REPLACED = "replaced-";

    private final DataFiles files;
    private final String time;

    private Replacement(DataFiles files, String time) {
        this.files = files;
        this.time = time;
    }

    /** Begins and ends a replacement by the staged records. Returns the folder of the earlier ones, if there were any. */
    static Optional<Path> begin(DataFiles files, Instant now) throws IOException {
        Replacement replacement = new Replacement(files, TIME.format(now));
        replacement.rename(files.staged().folder(), CLEARING);
        return replacement.clear();
    }

    /** Ends a replacement that a killed process has begun; deletes records that were staged only. */
    static void resume(DataFiles files) throws IOException {
        PrivateFiles.deleteAll(files.staged().folder());
        Optional<String> clearing = find(files, CLEARING);
        Optional<String> placing = find(files, PLACING);
        if (clearing.isPresent()) {
            new Replacement(files, clearing.get()).clear();
        } else if (placing.isPresent()) {
            new Replacement(files, placing.get()).place();
        }
        if (clearing.isPresent() || placing.isPresent()) {
            log.atWarn().addKeyValue("folder", files.folder()).log("ended a restore that was killed");
        }
    }

    private static Optional<String> find(DataFiles files, String state) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(files.folder(), state + "*")) {
            for (Path folder : found) {
                return Optional.of(folder.getFileName().toString().substring(state.length()));
            }
        }
        return Optional.empty();
    }

    private Optional<Path> clear() throws IOException {
        Path replaced = folder(REPLACED);
        for (Path earlier : files.records()) {
            if (Files.exists(earlier)) {
                PrivateFiles.createFolder(replaced);
                move(earlier, replaced);
            }
        }
        if (Files.exists(replaced)) {
            PrivateFiles.force(replaced);
        }
        rename(folder(CLEARING), PLACING);
        place();
        return Files.exists(replaced) ? Optional.of(replaced) : Optional.empty();
    }

    private void place() throws IOException {
        DataFiles placed = new DataFiles(folder(PLACING));
        for (Path record : placed.records()) {
            if (Files.exists(record)) {
                move(record, files.folder());
            }
        }
        PrivateFiles.force(files.folder());
        PrivateFiles.deleteAll(placed.folder());
    }

    private static void move(Path file, Path folder) throws IOException {
        Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private void rename(Path folder, String state) throws IOException {
        Files.move(folder, folder(state), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(files.folder());
    }

    private Path folder(String state) {
        return files.folder().resolve(state + time);
    }
}
