/** Schedules, by interval or cron expression, which run on one node of all. */
package org.archipel.messaging.internal.schedules;
