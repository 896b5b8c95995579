package dev.carewire.adapter.jdbi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Binding;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** Explains how a database executes the queries of an adapter. */
final class QueryPlans {

    private QueryPlans() {}

    /** The plans of the queries with a limit that {@code queries} executes on this thread, in their order. */
    static List<String> of(Database database, Runnable queries) {
        Explanation explanation = new Explanation(database, Thread.currentThread());
        SqlStatements statements = database.jdbi().statements();
        SqlLogger former = statements.getSqlLogger();
        statements.setSqlLogger(explanation);
        try {
            queries.run();
        } finally {
            statements.setSqlLogger(former);
        }
        return List.copyOf(explanation.plans);
    }

    private static final class Explanation implements SqlLogger {

        private static final String EXPLAIN = "EXPLAIN ";

        private final Database database;
        private final Thread thread;
        private final List<String> plans = new ArrayList<>();

        Explanation(Database database, Thread thread) {
            this.database = database;
            this.thread = thread;
        }

        @Override
        public void logBeforeExecution(StatementContext context) {
            String sql = context.getRenderedSql();
            if (Thread.currentThread() == thread && sql.contains("LIMIT ") && !sql.startsWith(EXPLAIN)) {
                plans.add(String.join("\n", explain(sql, context)));
            }
        }

        @SuppressWarnings("removal") // Jdbi has no other access to the bound values yet.
        private List<String> explain(String sql, StatementContext context) {
            Binding values = context.getBinding();
            Set<String> names = Set.copyOf(values.getNames());
            return database.jdbi().withHandle(handle -> {
                Query query = handle.createQuery(EXPLAIN + sql);
                for (String name : names) {
                    Argument value = values.findForName(name, context).orElseThrow();
                    query.bind(name, value);
                }
                return query.mapTo(String.class).list();
            });
        }
    }
}
