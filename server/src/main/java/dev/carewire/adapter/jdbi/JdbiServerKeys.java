package dev.carewire.adapter.jdbi;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Stores the keys that all nodes share, each made by the first node that needs it. Any thread; blocks. */
public final class JdbiServerKeys {

    private final Database database;

    /** Keys in {@code database}. */
    public JdbiServerKeys(Database database) {
        this.database = database;
    }

    /**
     * The key with this name; a new random one if there is none yet.
     *
     * @param length in bytes
     */
    public byte[] get(String name, int length) {
        byte[] fresh = new byte[length];
        new SecureRandom().nextBytes(fresh);
        database.update(
                "INSERT INTO server_keys (name, bytes) VALUES (:name, :bytes) ON CONFLICT DO NOTHING",
                Map.of("name", name, "bytes", HexFormat.of().formatHex(fresh)));
        return database.find(
                        "SELECT bytes FROM server_keys WHERE name = :name",
                        Map.of("name", name),
                        row -> HexFormat.of().parseHex(row.getString("bytes")))
                .orElseThrow();
    }
}
