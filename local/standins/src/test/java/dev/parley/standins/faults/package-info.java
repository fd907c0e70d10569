/// The failing network, before a real client and a real DynamoDB Local.
@NullMarked
package dev.parley.standins.faults;

import org.jspecify.annotations.NullMarked;
