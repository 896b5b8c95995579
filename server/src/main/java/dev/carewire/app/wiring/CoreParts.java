package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.record.KeptRecords;
import java.time.Clock;

/**
 * The parts that every feature is built on: database, transactions, publisher, clock, and which records
 * the server keeps.
 *
 * @param publisher publishes events that the database stores
 * @param emit over that publisher
 * @param clock in the clinic's time zone, in whole milliseconds
 * @param kept the kinds of records that the server keeps
 */
record CoreParts(
        Database database, Transactions transactions, Publisher publisher, Emit emit, Clock clock, KeptRecords kept) {

    /** @param clock in the clinic's time zone, in whole milliseconds */
    static CoreParts create(Database database, Publisher publisher, Clock clock, KeptRecords kept) {
        return new CoreParts(
                database, new JdbiTransactions(database), publisher, new Emit(publisher, clock), clock, kept);
    }
}
