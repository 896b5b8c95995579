package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.notification.MedicationSchedule;
import dev.carewire.notification.MedicationScheduleRepository;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Medication schedules as a  Any thread; blocks. */
public final class JdbiMedicationSchedules extends RecordTable<ScheduledMedication>
        implements MedicationScheduleRepository {

    private static final String SELECT = "SELECT t.* FROM medication_reminders t";
    private static final Columns<ScheduledMedication> COLUMNS = Columns.<ScheduledMedication>id(
                    planned -> planned.schedule().id())
            .and("user_id", planned -> planned.schedule().userId())
            .and("medication", planned -> planned.schedule().medication())
            .and("dosage", planned -> planned.schedule().dosage())
            .and("times_of_day", planned -> join(planned.schedule().times(), LocalTime::toString))
            .and("days", planned -> join(planned.schedule().days(), day -> Integer.toString(day.getValue())))
            .and("zone", planned -> planned.schedule().zone().getId())
            .and("start_at", planned -> planned.schedule().startAt())
            .and("end_at", planned -> planned.schedule().endAt())
            .and("next_at", ScheduledMedication::nextAt);

    /** Schedules in {@code database}. */
    public JdbiMedicationSchedules(Database database) {
        super(database, "medication_reminders", "t", SELECT, JdbiMedicationSchedules::planned, COLUMNS);
    }

    @Override
    public void add(TenantId tenant, MedicationSchedule schedule, Instant nextAt) {
        insert(tenant, new ScheduledMedication(schedule, nextAt));
    }

    @Override
    public List<ScheduledMedication> list(TenantId tenant, String userId) {
        return select(rows(tenant).compare("t.user_id", "=", userId), " ORDER BY t.next_at, t.id");
    }

    @Override
    public void setNextAt(TenantId tenant, String id, Instant nextAt) {
        database.update(
                "UPDATE medication_reminders SET next_at = :next WHERE tenant = :tenant AND id = :id",
                Map.of("next", nextAt, "tenant", tenant, "id", id));
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return deleteRow(tenant, id);
    }

    private static ScheduledMedication planned(ResultSet row) throws SQLException {
        return new ScheduledMedication(
                new MedicationSchedule(
                        row.getString("id"),
                        row.getString("user_id"),
                        row.getString("medication"),
                        Optional.ofNullable(row.getString("dosage")),
                        split(row.getString("times_of_day"), LocalTime::parse),
                        split(row.getString("days"), day -> DayOfWeek.of(Integer.parseInt(day))),
                        ZoneId.of(row.getString("zone")),
                        UtcInstants.read(row, "start_at"),
                        UtcInstants.readOptional(row, "end_at")),
                UtcInstants.read(row, "next_at"));
    }

    private static <T> String join(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining(","));
    }

    private static <T> SortedSet<T> split(String texts, Function<String, T> value) {
        return Arrays.stream(texts.split(",", -1)).map(value).collect(Collectors.toCollection(TreeSet::new));
    }
}
