package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.QuietHours;
import dev.carewire.http.JsonFields;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.notification.MedicationReminderForm;
import dev.carewire.notification.MedicationSchedule;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import dev.carewire.text.TimeZones;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Notification preferences and reminders, with this family's field names. Unreadable input is rejected as INVALID,
 * naming the field and never its value.
 */
public final class ReminderJson {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final String PREFERENCES = "preferences";

    private ReminderJson() {}

    /** A client's changes of preferences, by kind; empty for a deleted one. */
    public static Supplier<Map<String, Optional<NotificationPreference>>> changes(JsonFields body) {
        String expected = "an object of types";
        return body.required(PREFERENCES, expected, () -> body.read(expected, ReminderJson::changes, PREFERENCES))
                ::value;
    }

    private static Optional<Map<String, Optional<NotificationPreference>>> changes(JsonValue preferences) {
        if (!preferences.isObject()) {
            return Optional.empty();
        }
        Map<String, Optional<NotificationPreference>> changes = new HashMap<>();
        preferences
                .names()
                .forEach(kind ->
                        changes.put(kind, preferences.field(kind).map(preference -> preference(kind, preference))));
        return Optional.of(changes);
    }

    private static NotificationPreference preference(String kind, JsonValue preference) {
        if (!preference.isObject()) {
            throw Argument.invalid(PREFERENCES, "an object for each type, or null")
                    .get();
        }
        return new NotificationPreference(
                kind,
                optionalField(preference, "enabled", "true or false", JsonValue::bool)
                        .orElse(true),
                optionalField(
                                preference,
                                "minPriority",
                                "low, normal, high, urgent or emergency",
                                ReminderJson::priority)
                        .orElse(NotificationPriority.LOW),
                preference.field("quietHours").map(ReminderJson::quietHours));
    }

    private static Optional<NotificationPriority> priority(JsonValue value) {
        Optional<String> word = value.text();
        for (NotificationPriority priority : NotificationPriority.values()) {
            if (word.filter(wireName(priority)::equals).isPresent()) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    private static QuietHours quietHours(JsonValue quiet) {
        LocalTime start = requiredField(quiet, "start", "a time of day, HH:mm", ReminderJson::timeOfDay);
        LocalTime end = requiredField(quiet, "end", "a time of day, HH:mm", ReminderJson::timeOfDay);
        if (start.equals(end)) {
            throw Argument.invalid("end", "another time than start").get();
        }
        return new QuietHours(start, end, requiredField(quiet, "timeZone", TimeZones.EXPECTED, ReminderJson::zone));
    }

    /** {@code {"preferences":{…}}}, by kind. */
    public static JsonObject preferences(List<NotificationPreference> preferences) {
        JsonObject byKind = new JsonObject();
        preferences.forEach(preference -> byKind.put(preference.kind(), preference(preference)));
        return new JsonObject().put(PREFERENCES, byKind);
    }

    private static JsonObject preference(NotificationPreference preference) {
        return new JsonObject()
                .put("enabled", preference.enabled())
                .put("minPriority", wireName(preference.least()))
                .put(
                        "quietHours",
                        preference
                                .quietHours()
                                .map(quiet -> new JsonObject()
                                        .put("start", quiet.start().toString())
                                        .put("end", quiet.end().toString())
                                        .put("timeZone", quiet.zone().getId())));
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A client's medication reminder. */
    public static MedicationReminderForm medicationForm(JsonFields body) {
        body.required("medication", () -> body.line("medication"));
        body.required("times", () -> times(body));
        return new MedicationReminderForm(
                body.read("an id", JsonValue::id, "userId"),
                body.line("medication"),
                body.line("dosage"),
                times(body).orElse(Set.of()),
                body.read("an array of monday to sunday", setOf(ReminderJson::day), "days")
                        .orElse(Set.of()),
                body.timeZone("timeZone"),
                body.instant("startAt"),
                body.instant("endAt"));
    }

    private static Optional<Set<LocalTime>> times(JsonFields body) {
        return body.read("an array of times of day, HH:mm", setOf(ReminderJson::timeOfDay), "times");
    }

    /** A medication schedule with its next time. */
    public static JsonObject medication(ScheduledMedication planned) {
        MedicationSchedule schedule = planned.schedule();
        return new JsonObject()
                .put("id", schedule.id())
                .put("userId", schedule.userId())
                .put("medication", schedule.medication())
                .put("dosage", schedule.dosage())
                .put("times", texts(schedule.times(), LocalTime::toString))
                .put("days", texts(schedule.days(), ReminderJson::wireName))
                .put("timeZone", schedule.zone().getId())
                .put("startAt", schedule.startAt())
                .put("endAt", schedule.endAt())
                .put("nextAt", planned.nextAt());
    }

    private static <T> List<String> texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toList();
    }

    private static Optional<LocalTime> timeOfDay(JsonValue value) {
        return value.text().filter(text -> TIME.matcher(text).matches()).map(LocalTime::parse);
    }

    private static Optional<DayOfWeek> day(JsonValue value) {
        Optional<String> word = value.text();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.filter(wireName(day)::equals).isPresent()) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<ZoneId> zone(JsonValue value) {
        return value.text().flatMap(TimeZones::parse);
    }

    private static <T> Function<JsonValue, Optional<Set<T>>> setOf(Function<JsonValue, Optional<T>> reading) {
        return array -> {
            Set<T> values = new HashSet<>();
            for (JsonValue item : array.items()) {
                Optional<T> value = reading.apply(item);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return array.isArray() ? Optional.of(values) : Optional.empty();
        };
    }

    private static <T> T requiredField(
            JsonValue object, String name, String expected, Function<JsonValue, Optional<T>> reading) {
        return optionalField(object, name, expected, reading).orElseThrow(Argument.invalid(name, expected));
    }

    private static <T> Optional<T> optionalField(
            JsonValue object, String name, String expected, Function<JsonValue, Optional<T>> reading) {
        return object.field(name).map(value -> reading.apply(value).orElseThrow(Argument.invalid(name, expected)));
    }
}
