/** Checks active integrations again and again, and keeps what was found. */
package org.archipel.integrations.internal.health;
