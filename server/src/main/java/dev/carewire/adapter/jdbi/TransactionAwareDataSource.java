package dev.carewire.adapter.jdbi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The pool, for a library that opens connections itself. While a thread has lent a connection, it receives that one, so
 * that the library joins the thread's open transaction. Otherwise it receives one of the pool's. Any thread.
 */
final class TransactionAwareDataSource extends ConnectionSource {

    private final DataSource pool;
    /** One per pool, and removed after each loan: a connection of one database must not reach another. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    TransactionAwareDataSource(DataSource pool) {
        this.pool = pool;
    }

    /** Runs {@code work}, during which {@link #getConnection} returns this connection. */
    void runWith(Connection connection, Runnable work) {
        current.set(unclosable(connection));
        try {
            work.run();
        } finally {
            current.remove();
        }
    }

    private static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection mine = current.get();
        return mine == null ? pool.getConnection() : mine;
    }
}
