package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The description of a backup, inside its archive.
 *
 * @param format of the archive, {@link #FORMAT}
 * @param version of the program that wrote it
 * @param created no later than the last change in it
 * @param schema the newest migration of the database
 * @param rows number of rows by the name of the table
 * @param members all other entries of the archive
 */
record Manifest(
        int format,
        String version,
        Instant created,
        String schema,
        SortedMap<String, Long> rows,
        List<Member> members) {

    /** The format that this program writes, and the only one that it reads. */
    static final int FORMAT = 1;

    /** The name of the manifest's own entry. */
    static final String NAME = "manifest.txt";

    /**
     * An entry of the archive.
     *
     * @param name the path below the data folder, with slashes
     * @param bytes size of the content
     * @param sha256 digest of the content, in hexadecimal digits
     */
    record Member(String name, long bytes, String sha256) {
        private boolean isAttachment() {
            return DataFiles.isAttachment(name);
        }
    }

    Manifest {
        members = List.copyOf(members);
    }

    /** The text of the manifest: one line for each fact. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("format " + format);
        lines.add("version " + version);
        lines.add("created " + created);
        lines.add("schema " + schema);
        rows.forEach((table, count) -> lines.add("rows " + count + " " + table));
        members.forEach(member -> lines.add("member " + member.bytes() + " " + member.sha256() + " " + member.name()));
        return lines;
    }

    /**
     * Reads the text of a manifest.
     *
     * @throws IllegalArgumentException if a line is not as {@link #lines} writes it
     */
    static Manifest parse(List<String> lines) {
        Map<String, String> facts = new HashMap<>();
        SortedMap<String, Long> rows = new TreeMap<>();
        List<Member> members = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            String rest = words.length < 2 ? "" : words[1];
            switch (words[0]) {
                case "rows" -> {
                    String[] row = split(rest, 2);
                    rows.put(row[1], Long.parseLong(row[0]));
                }
                case "member" -> {
                    String[] member = split(rest, 3);
                    members.add(new Member(member[2], Long.parseLong(member[0]), member[1]));
                }
                default -> facts.put(words[0], rest);
            }
        }
        try {
            return new Manifest(
                    Integer.parseInt(fact(facts, "format")),
                    fact(facts, "version"),
                    Instant.parse(fact(facts, "created")),
                    fact(facts, "schema"),
                    rows,
                    members);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("created: not a time (expected: a time in UTC)", malformed);
        }
    }

    private static String fact(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: a line of it)"));
    }

    private static String[] split(String text, int expected) {
        String[] words = text.split(" ", expected);
        if (words.length < expected) {
            throw new IllegalArgumentException("line: too short (expected: " + expected + " words)");
        }
        return words;
    }

    long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long attachments() {
        return members.stream().filter(Member::isAttachment).count();
    }

    long totalBytes() {
        return members.stream().mapToLong(Member::bytes).sum();
    }
}
