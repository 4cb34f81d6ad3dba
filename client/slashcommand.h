// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace landline::client {

/// What a text that begins with '/' asks for instead of being said.
struct SlashCommand {
    enum class Kind { Me, Shrug, Join, Leave, Topic, Help, Unknown };
    Kind kind = Kind::Unknown;
    QString name; ///< As it was typed, without the '/'.
    QString rest; ///< Behind the name, without the blanks around it.

    /// Nothing where the text is a message: so is a path like /etc/hosts, and all that begins with "//".
    static std::optional<SlashCommand> fromText(const QString& text);
    /// All but Unknown, by name.
    static QList<SlashCommand> all();

    /// The message that Me and Shrug stand for; empty for the others.
    QString message() const;

    bool operator==(const SlashCommand&) const = default;
};

/// The message that a text is which is no command: without the first of two '/' that it begins with.
QString withoutSlashEscape(const QString& text);

} // namespace landline::client
