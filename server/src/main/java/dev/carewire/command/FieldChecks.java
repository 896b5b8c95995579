package dev.carewire.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects the faults of a client's input, so that one rejection names every faulty field. Of each field it keeps the
 * first fault. One thread.
 */
public final class FieldChecks {

    /** Most faults that one rejection names; further ones are counted. */
    public static final int MAX_FAULTS = 50;

    private final List<Fault> faults = new ArrayList<>();
    private int omitted;

    /**
     * Runs a check of one field and keeps its fault, if there is one.
     *
     * @param field names the field in faults that name none
     * @param check returns the valid value or throws {@link RejectedException}; other rejections than
     *     {@link Rejection#INVALID} are passed on at once
     */
    public <T> Checked<T> check(String field, Supplier<T> check) {
        try {
            return new Checked<>(Optional.of(check.get()));
        } catch (RejectedException rejected) {
            report(field, rejected);
            return new Checked<>(Optional.empty());
        }
    }

    /**
     * Adds the faults of a rejection.
     *
     * @param field names the field if the rejection names none
     * @throws RejectedException the rejection itself, if it is not {@link Rejection#INVALID}
     */
    public void report(String field, RejectedException rejected) {
        if (rejected.rejection() != Rejection.INVALID) {
            throw rejected;
        }
        if (rejected.faults().isEmpty()) {
            report(new Fault(field, rejected.text()));
        } else {
            rejected.faults().forEach(this::report);
        }
    }

    /**
     * Requires a field that clients may send under several names.
     *
     * @param missing reported if {@code reading} returns nothing and reports no fault of its own
     */
    public <T> Checked<T> require(Fault missing, Supplier<Optional<T>> reading) {
        int before = faults.size() + omitted;
        Optional<T> value = reading.get();
        if (value.isEmpty() && faults.size() + omitted == before) {
            report(missing);
        }
        return new Checked<>(value);
    }

    /** Adds a fault, unless the field has one already. */
    public void report(Fault fault) {
        if (isFaulty(fault.field())) {
            return;
        }
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault);
        } else {
            omitted++;
        }
    }

    /**
     * Accepts the input if no fault was found.
     *
     * @throws RejectedException {@link Rejection#INVALID} with all faults
     */
    public void requireValid() {
        if (!faults.isEmpty()) {
            throw RejectedException.invalid(faults, omitted);
        }
    }

    private boolean isFaulty(String field) {
        return faults.stream().anyMatch(fault -> fault.field().equals(field));
    }
}
