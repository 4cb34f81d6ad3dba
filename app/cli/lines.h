// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/style.h"
#include "messages/values.h"

#include <QString>

/// How what was said reads as lines of a terminal. All text is made safe here (terminaltext.h).
namespace landline::cli {

/// How much of the time stands in front of a line.
enum class TimeForm { Minutes, Whole };

struct LineForm {
    Style style { false };
    TimeForm time = TimeForm::Whole;
};

/// A message as it is to be shown.
struct Said {
    Timestamp at;
    QString room; ///< Empty where it goes without saying.
    QString author;
    QString content;
    QString
        answered; ///< Whose message it answers; empty where it answers none, or it is not known.
    bool isGuest = false;
    bool isEdited = false;
    bool mentionsMe = false;

    bool operator==(const Said&) const = default;
};

/// "22:42 ann: hi". Further lines of a message are indented, so that none can pass for a message of somebody else.
QString lineOf(const Said& said, const LineForm& form);
/// "22:42 -- ann set the topic: tea", for what is no message. `room` as in Said.
QString noticeLine(
    Timestamp at, const QString& room, const QString& sentence, const LineForm& form);

/// The local time of day, or day and time.
QString timeText(Timestamp at, TimeForm form);

} // namespace landline::cli
