package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordDirectory;
import dev.carewire.user.UserDirectory;
import java.time.Clock;

/**
 * The parts that every feature is built on: database, transactions, publisher, clock, and which records
 * the server keeps.
 *
 * @param publisher publishes events that the database stores
 * @param emit over that publisher
 * @param clock in the clinic's time zone, in whole milliseconds
 * @param kept the kinds of records that the server keeps
 * @param records looks up records of these kinds
 * @param users decides which users records may name
 */
record CoreParts(
        Database database,
        Transactions transactions,
        Publisher publisher,
        Emit emit,
        Clock clock,
        KeptRecords kept,
        RecordDirectory records,
        UserDirectory users) {

    /** @param clock in the clinic's time zone, in whole milliseconds */
    static CoreParts create(
            Database database, Publisher publisher, Clock clock, KeptRecords kept, UserDirectory users) {
        return new CoreParts(
                database,
                new JdbiTransactions(database),
                publisher,
                new Emit(publisher, clock),
                clock,
                kept,
                new JdbiRecordDirectory(database, kept, users),
                users);
    }
}
