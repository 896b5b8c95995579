package dev.carewire.transport.http;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabStatus;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskStatus;
import dev.carewire.event.VisitStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of all client families for the cases of one enum: each case's own name in lower case, and synonyms. Dashes and
 * underscores are alike. Immutable.
 *
 * @param <E> what the words stand for
 */
final class Words<E extends Enum<E>> {

    /** The clinic front end has no words for what lies between arrival and the end: it shows all that as confirmed. */
    static final Words<AppointmentStatus> APPOINTMENT_STATUS = new Words<>(
            AppointmentStatus.class,
            Map.of(
                    "confirmed",
                    EnumSet.of(
                            AppointmentStatus.CONFIRMED,
                            AppointmentStatus.CHECKED_IN,
                            AppointmentStatus.IN_ROOM,
                            AppointmentStatus.WITH_PROVIDER)));

    static final Words<NotificationPriority> NOTIFICATION_PRIORITY = new Words<>(NotificationPriority.class, Map.of());

    static final Words<QueueKind> QUEUE_KIND = new Words<>(QueueKind.class, Map.of());

    static final Words<QueueStatus> QUEUE_STATUS =
            new Words<>(QueueStatus.class, Map.of("called", EnumSet.of(QueueStatus.IN_PROGRESS)));

    static final Words<VisitStatus> VISIT_STATUS = new Words<>(
            VisitStatus.class,
            Map.of(
                    "in-progress",
                    EnumSet.of(VisitStatus.OPEN),
                    "completed",
                    EnumSet.of(VisitStatus.CLOSED),
                    "signed",
                    EnumSet.of(VisitStatus.CLOSED)));

    static final Words<PrescriptionStatus> PRESCRIPTION_STATUS = new Words<>(PrescriptionStatus.class, Map.of());

    static final Words<InvoiceStatus> INVOICE_STATUS = new Words<>(InvoiceStatus.class, Map.of());

    static final Words<TaskStatus> TASK_STATUS = new Words<>(TaskStatus.class, Map.of());

    static final Words<TaskPriority> TASK_PRIORITY = new Words<>(TaskPriority.class, Map.of());

    static final Words<LabStatus> LAB_STATUS = new Words<>(LabStatus.class, Map.of());

    static final Words<LabFlag> LAB_FLAG = new Words<>(LabFlag.class, Map.of());

    private final Map<String, EnumSet<E>> cases;

    private Words(Class<E> type, Map<String, EnumSet<E>> synonyms) {
        cases = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            cases.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), EnumSet.of(value));
        }
        cases.putAll(synonyms);
    }

    /** What a record becomes by this word: the first case that it covers. */
    Optional<E> meaning(String word) {
        return covered(word).map(all -> all.iterator().next());
    }

    /** Every case that is shown with this word, for filters. */
    Optional<Set<E>> covered(String word) {
        return Optional.ofNullable(cases.get(word.replace('_', '-'))).map(EnumSet::copyOf);
    }

    /** The words, for a refusal. */
    String expected() {
        return "one of " + String.join(", ", cases.keySet());
    }
}
