/**
 * The databases behind the units of work: Derby within the platform or PostgreSQL, their pools, their migrations, and JPA over
 * both.
 */
package org.archipel.persistence.internal;
