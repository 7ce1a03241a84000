/** What jobs and events contribute to the health report. */
package org.archipel.messaging.internal.health;
