// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

namespace landline::tests {

/// Milliseconds that a test waits for what must come. Qt's five seconds are less than one commit takes on a disk
/// that others are writing to; what does come is noticed at once, so that patience costs nothing.
constexpr int patience = 30000;

} // namespace landline::tests

#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected)                                                             \
    QTRY_COMPARE_WITH_TIMEOUT(actual, expected, landline::tests::patience)
#undef QTRY_VERIFY
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, landline::tests::patience)
