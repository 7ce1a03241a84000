/** Real databases for tests: Derby in memory and a PostgreSQL cluster of the test run's own. */
package org.archipel.persistence.test;
