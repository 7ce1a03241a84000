/** Whether the platform lives, is ready, and how its parts are. */
package org.archipel.rest.internal.health;
