package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.notification.MedicationSchedule;
import dev.carewire.notification.MedicationScheduleRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When people take their medicines, as a table. Any thread; blocks. */
public final class JdbiMedicationSchedules implements MedicationScheduleRepository {

    private static final String ONE = "SELECT * FROM medication_reminders WHERE tenant = :tenant AND id = :id";

    private final Database database;

    /** Schedules in {@code database}. */
    public JdbiMedicationSchedules(Database database) {
        this.database = database;
    }

    @Override
    public void add(TenantId tenant, MedicationSchedule schedule, Instant nextAt) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO medication_reminders (tenant, id, user_id, medication, dosage, times_of_day, days, zone,
                            start_at, end_at, next_at)
                        VALUES (:tenant, :id, :user, :medication, :dosage, :times, :days, :zone, :start, :end, :next)
                        """)
                        .bind("tenant", tenant)
                        .bind("id", schedule.id())
                        .bind("user", schedule.userId())
                        .bind("medication", schedule.medication())
                        .bind("dosage", schedule.dosage())
                        .bind("times", join(schedule.times(), LocalTime::toString))
                        .bind("days", join(schedule.days(), day -> Integer.toString(day.getValue())))
                        .bind("zone", schedule.zone().getId())
                        .bind("start", schedule.startAt())
                        .bind("end", schedule.endAt())
                        .bind("next", nextAt)
                        .execute());
    }

    @Override
    public List<ScheduledMedication> list(TenantId tenant, String userId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT * FROM medication_reminders
                        WHERE tenant = :tenant AND user_id = :user ORDER BY next_at, id
                        """)
                        .bind("tenant", tenant)
                        .bind("user", userId)
                        .map((row, context) -> planned(row))
                        .list());
    }

    @Override
    public Optional<ScheduledMedication> find(TenantId tenant, String id) {
        return select(ONE, tenant, id);
    }

    @Override
    public Optional<ScheduledMedication> lock(TenantId tenant, String id) {
        return select(ONE + " FOR UPDATE", tenant, id);
    }

    private Optional<ScheduledMedication> select(String sql, TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .map((row, context) -> planned(row))
                        .findOne());
    }

    @Override
    public void setNextAt(TenantId tenant, String id, Instant nextAt) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE medication_reminders SET next_at = :next WHERE tenant = :tenant AND id = :id")
                        .bind("next", nextAt)
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .execute());
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createUpdate("DELETE FROM medication_reminders WHERE tenant = :tenant AND id = :id")
                                        .bind("tenant", tenant)
                                        .bind("id", id)
                                        .execute()
                                == 1);
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
