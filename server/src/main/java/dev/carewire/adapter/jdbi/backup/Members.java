package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import java.util.Set;

/** The names that the files of a data folder have in a backup. */
final class Members {

    static final String DATABASE = "carewire.mv.db";
    static final String SECRET = "demo-secret";

    private static final Set<String> SINGLE = Set.of(DATABASE, SECRET);

    private Members() {}

    /** Whether a backup may have a member of this name; no such name leads out of the data folder. */
    static boolean isAllowed(String name) {
        return SINGLE.contains(name) || DataFiles.isAttachment(name);
    }
}
