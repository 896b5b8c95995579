package dev.carewire.app;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.carewire.command.RejectedException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The staff in a file: a JSON array of objects, or CSV whose first line names the columns. The file's name decides.
 * Reads the whole file; faults are listed by line.
 *
 * @param entries the readable records
 * @param faults the others
 */
record UserFile(List<ImportEntry> entries, List<ImportFault> faults) {

    /** Largest file, in bytes. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private static final Map<String, String> COLUMNS = Stream.of(
                    "id", "name", "firstName", "lastName", "email", "role", "roles", "specialization")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    private static final Pattern SEPARATORS = Pattern.compile("[ _-]");
    private static final Pattern ROLE_SEPARATORS = Pattern.compile("\\s*[;,|]\\s*");

    private static final ObjectReader CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build()
            .readerFor(String[].class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    UserFile {
        entries = List.copyOf(entries);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, is too large or is not text in UTF-8
     */
    static UserFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        try {
            return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json")
                    ? json(withoutMark(Files.readString(file)))
                    : csv(Files.readAllLines(file));
        } catch (MalformedInputException notText) {
            throw new IOException("not text in UTF-8", notText);
        }
    }

    private static UserFile json(String text) throws IOException {
        List<ImportEntry> entries = new ArrayList<>();
        List<ImportFault> faults = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return new UserFile(List.of(), List.of(new ImportFault(1, "wrong type (expected: a JSON array)")));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    entries.add(new ImportEntry(line, withoutNulls(JSON.readValue(parser, Map.class))));
                } else {
                    parser.skipChildren();
                    faults.add(new ImportFault(line, "wrong type (expected: a JSON object)"));
                }
            }
        } catch (JsonParseException malformed) {
            faults.add(new ImportFault(line(malformed), "malformed JSON"));
        }
        return new UserFile(entries, faults);
    }

    private static Map<String, Object> withoutNulls(Map<?, ?> fields) {
        Map<String, Object> present = new HashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                present.put(String.valueOf(name), value);
            }
        });
        return present;
    }

    private static int line(JsonProcessingException malformed) {
        return Optional.ofNullable(malformed.getLocation())
                .map(JsonLocation::getLineNr)
                .orElse(1);
    }

    private static UserFile csv(List<String> lines) {
        List<ImportEntry> entries = new ArrayList<>();
        List<ImportFault> faults = new ArrayList<>();
        List<String> columns = List.of();
        for (CsvRecord row : records(lines)) {
            try {
                List<String> values = row.values();
                if (columns.isEmpty()) {
                    columns = columns(values);
                } else {
                    entries.add(new ImportEntry(row.line, fields(columns, values)));
                }
            } catch (IOException malformed) {
                faults.add(new ImportFault(row.line, "malformed CSV"));
            } catch (RejectedException wrong) {
                faults.add(new ImportFault(row.line, wrong.text()));
            }
            if (columns.isEmpty()) {
                break;
            }
        }
        return new UserFile(entries, faults);
    }

    /** Records may span lines within quotes; a quote within quotes is doubled, so a complete record has an even number. */
    private static List<CsvRecord> records(List<String> lines) {
        List<CsvRecord> records = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean isComplete = true;
        int begin = 1;
        for (int index = 0; index < lines.size(); index++) {
            String line = index == 0 ? withoutMark(lines.get(0)) : lines.get(index);
            if (isComplete) {
                begin = index + 1;
            } else {
                open.append('\n');
            }
            open.append(line);
            isComplete ^= line.chars().filter(letter -> letter == '"').count() % 2 == 1;
            if (isComplete || index == lines.size() - 1) {
                if (!open.toString().isBlank()) {
                    records.add(new CsvRecord(begin, open.toString()));
                }
                open.setLength(0);
            }
        }
        return records;
    }

    /** Spreadsheet programs and PowerShell begin a file with a byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<String> columns(List<String> header) {
        List<String> columns = new ArrayList<>();
        for (String title : header) {
            String name = COLUMNS.get(
                    SEPARATORS.matcher(title.toLowerCase(Locale.ROOT)).replaceAll(""));
            if (name == null || columns.contains(name)) {
                throw RejectedException.invalid("column " + (columns.size() + 1)
                        + ": unknown or repeated (expected: each one of " + String.join(", ", COLUMNS.values()) + ")");
            }
            columns.add(name);
        }
        return columns;
    }

    private static Map<String, Object> fields(List<String> columns, List<String> values) {
        if (values.size() != columns.size()) {
            throw RejectedException.invalid(values.size() + " values (expected: " + columns.size() + ")");
        }
        Map<String, Object> fields = new HashMap<>();
        for (int index = 0; index < columns.size(); index++) {
            String value = values.get(index);
            if (value.isBlank()) {
                continue;
            }
            if (columns.get(index).startsWith("role")) {
                fields.put("roles", List.of(ROLE_SEPARATORS.split(value)));
            } else {
                fields.put(columns.get(index), value);
            }
        }
        return fields;
    }

    private record CsvRecord(int line, String text) {
        List<String> values() throws IOException {
            try (MappingIterator<String[]> rows = CSV.readValues(text)) {
                return List.of(rows.nextValue());
            }
        }
    }
}
