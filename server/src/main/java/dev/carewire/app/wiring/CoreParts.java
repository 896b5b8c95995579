package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiClinics;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.clinic.Clinics;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordDirectory;
import dev.carewire.user.UserDirectory;
import java.time.Clock;
import java.time.ZoneId;

/**
 * The parts that every feature is built on: database, transactions, publisher, clock, and which records
 * the server keeps.
 *
 * @param publisher publishes events that the database stores
 * @param emit over that publisher
 * @param clock in whole milliseconds; its zone has no meaning
 * @param kept the kinds of records that the server keeps
 * @param records looks up records of these kinds
 * @param users decides which users records may name
 * @param clinics know the time zone of each clinic
 */
record CoreParts(
        Database database,
        Transactions transactions,
        Publisher publisher,
        Emit emit,
        Clock clock,
        KeptRecords kept,
        RecordDirectory records,
        UserDirectory users,
        Clinics clinics) {

    /**
     * Creates the parts. Loads the clinics, so it blocks.
     *
     * @param clock in whole milliseconds
     * @param zone of clinics that have none of their own
     */
    static CoreParts create(
            Database database, Publisher publisher, Clock clock, KeptRecords kept, UserDirectory users, ZoneId zone) {
        Transactions transactions = new JdbiTransactions(database);
        return new CoreParts(
                database,
                transactions,
                publisher,
                new Emit(publisher, clock),
                clock,
                kept,
                new JdbiRecordDirectory(database, kept, users),
                users,
                Clinics.load(new JdbiClinics(database), transactions, zone));
    }
}
