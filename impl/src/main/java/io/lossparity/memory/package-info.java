/** Where the arrays and the threads of a call come from; not exported. */
package io.lossparity.memory;
