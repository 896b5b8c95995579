package dev.carewire.app.config;

import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The section {@code records}: which records the server keeps. */
final class RecordSettings extends SettingSection {

    /** The text that names no kind at all. */
    private static final String NONE = "none";

    private static final Map<String, RecordKind> KINDS =
            Arrays.stream(RecordKind.values()).collect(Collectors.toMap(RecordKind::word, Function.identity()));

    private static final String ALL =
            Arrays.stream(RecordKind.values()).map(RecordKind::word).collect(Collectors.joining(", "));

    final Setting<KeptRecords> kept = add(
            "records.kept",
            SettingType.list("list of words", "any of " + ALL + ", each once; or none", RecordSettings::parse),
            ALL,
            "Kinds of records that this server keeps. The clinic's own back end keeps the others and emits their events.");

    private static Optional<KeptRecords> parse(List<String> words) {
        List<String> lower =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        if (lower.equals(List.of(NONE))) {
            return Optional.of(KeptRecords.NONE);
        }
        Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
        boolean eachKnownOnce = lower.stream().allMatch(word -> KINDS.containsKey(word) && kinds.add(KINDS.get(word)));
        return eachKnownOnce ? Optional.of(new KeptRecords(kinds)) : Optional.empty();
    }
}
