// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>
#include <QTime>

/// Times and days as people say them, in the language of the system.
namespace landline::ui {

/// "14:02" or "2:02 PM", without seconds.
QString clockTime(QTime time);

/// "Today", "Yesterday", "Thursday, 19 November", and with the year where it is another.
QString dayName(QDate day, QDate today);

/// "14:02" for today, else "Yesterday, 14:02", "19 Nov, 14:02", and with the year where it is another.
QString momentWords(const QDateTime& local, QDate today);

/// As short as can be, for lists: the time for today, else the weekday for this week, else the date.
QString shortMoment(const QDateTime& local, QDate today);

} // namespace landline::ui
