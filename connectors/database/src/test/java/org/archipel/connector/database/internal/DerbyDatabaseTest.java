package org.archipel.connector.database.internal;

class DerbyDatabaseTest extends DatabaseTest {
    DerbyDatabaseTest() {
        super("jdbc:derby:memory:connector;create=true");
    }
}
