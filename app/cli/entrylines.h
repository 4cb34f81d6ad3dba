// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/lines.h"
#include "app/cli/order.h"
#include "app/cli/output.h"
#include "messages/logevents.h"

#include <map>
#include <optional>

namespace landline::cli {

/// Reads a room's log out loud, entry by entry. What it has read lately it remembers, to say what a change is about.
class EntryLines {
public:
    /// `room` stands in each line; empty where it goes without saying.
    EntryLines(LineForm form, QString room);

    /// Nothing for an entry of a type that this build does not know.
    std::optional<QString> read(const event::Persistent& entry);

private:
    struct Brief {
        QString author;
        QString start; ///< The first words.
    };

    std::optional<QString> read(const event::Text& text);
    QString read(const event::Topic& topic);
    QString read(const event::Edit& edit);
    QString read(const event::Delete& removal);
    QString read(const event::React& react);
    QString read(const event::Pin& pin);
    std::optional<QString> read(const event::Unknown& unknown);

    void remember(Seq seq, const UserName& author, const QString& content);
    /// "ann's "hi"", or "message 42" where it is not remembered.
    QString nameOf(Seq target) const;
    template <typename Entry>
    QString notice(const Entry& entry, const QString& what) const;

    LineForm m_form;
    QString m_room;
    std::map<Seq, Brief> m_briefs;
};

/// Prints an entry as the output wants it.
void printEntry(const Output& output, EntryLines& lines, const event::Persistent& entry);

/// The form of lines on the standard output.
LineForm lineFormOf(const Order& order);

} // namespace landline::cli
