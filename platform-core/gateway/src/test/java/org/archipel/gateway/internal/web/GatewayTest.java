package org.archipel.gateway.internal.web;

import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A gateway of its own for each test, and an upstream for it. */
abstract class GatewayTest {
    private static TestDatabase database;
    protected House house;
    protected final Upstream upstream = new Upstream();

    @BeforeAll
    static void openDatabase() {
        database = TestDatabase.open(Dialect.DERBY);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void build() {
        house = new House(database);
    }

    @AfterEach
    void close() {
        house.close();
        upstream.close();
    }

    /** An API that hands on what it is asked. @param more of its configuration, with a comma before it */
    protected CustomApi proxy(String method, String path, String target, String more) {
        return house.define(
                "{'name':'p','method':'%s','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s%s'}]%s}}",
                method, path, upstream.url(), target, more);
    }
}
