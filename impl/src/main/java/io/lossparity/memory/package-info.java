/** The arrays and threads of a call; not exported. */
package io.lossparity.memory;
