// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"

#include <QList>
#include <QString>

namespace landline::ui {

/// An emoji that people react with, and what it is called.
struct NamedEmoji {
    Emoji emoji;
    QString name;
};

/// Those that are most often meant; the first few are offered at once.
QList<NamedEmoji> commonEmoji();

/// Of commonEmoji(), how many stand on the bar over a message.
constexpr int quickEmoji = 3;

} // namespace landline::ui
