// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/commonemoji.h"

#include <QCoreApplication>

#include <array>

namespace landline::ui {

namespace {

struct Entry {
    const char16_t* emoji;
    const char* name;
};

constexpr std::array<Entry, 32> entries { {
    { u"👍", QT_TRANSLATE_NOOP("Emoji", "Thumbs up") },
    { u"❤️", QT_TRANSLATE_NOOP("Emoji", "Heart") },
    { u"😂", QT_TRANSLATE_NOOP("Emoji", "Tears of joy") },
    { u"🎉", QT_TRANSLATE_NOOP("Emoji", "Party") },
    { u"😮", QT_TRANSLATE_NOOP("Emoji", "Surprised") },
    { u"😢", QT_TRANSLATE_NOOP("Emoji", "Sad") },
    { u"🙏", QT_TRANSLATE_NOOP("Emoji", "Thank you") },
    { u"👎", QT_TRANSLATE_NOOP("Emoji", "Thumbs down") },
    { u"✅", QT_TRANSLATE_NOOP("Emoji", "Done") },
    { u"❌", QT_TRANSLATE_NOOP("Emoji", "No") },
    { u"👀", QT_TRANSLATE_NOOP("Emoji", "Looking at it") },
    { u"🔥", QT_TRANSLATE_NOOP("Emoji", "Fire") },
    { u"🚀", QT_TRANSLATE_NOOP("Emoji", "Rocket") },
    { u"💯", QT_TRANSLATE_NOOP("Emoji", "Hundred points") },
    { u"👏", QT_TRANSLATE_NOOP("Emoji", "Applause") },
    { u"🙌", QT_TRANSLATE_NOOP("Emoji", "Raised hands") },
    { u"😀", QT_TRANSLATE_NOOP("Emoji", "Smile") },
    { u"😉", QT_TRANSLATE_NOOP("Emoji", "Wink") },
    { u"😅", QT_TRANSLATE_NOOP("Emoji", "Relieved") },
    { u"😍", QT_TRANSLATE_NOOP("Emoji", "Delighted") },
    { u"🤔", QT_TRANSLATE_NOOP("Emoji", "Thinking") },
    { u"😎", QT_TRANSLATE_NOOP("Emoji", "Cool") },
    { u"😴", QT_TRANSLATE_NOOP("Emoji", "Asleep") },
    { u"😡", QT_TRANSLATE_NOOP("Emoji", "Angry") },
    { u"🤷", QT_TRANSLATE_NOOP("Emoji", "Shrug") },
    { u"👋", QT_TRANSLATE_NOOP("Emoji", "Wave") },
    { u"💪", QT_TRANSLATE_NOOP("Emoji", "Strong") },
    { u"☕", QT_TRANSLATE_NOOP("Emoji", "Coffee") },
    { u"🎂", QT_TRANSLATE_NOOP("Emoji", "Cake") },
    { u"🐛", QT_TRANSLATE_NOOP("Emoji", "Bug") },
    { u"💡", QT_TRANSLATE_NOOP("Emoji", "Idea") },
    { u"⚠️", QT_TRANSLATE_NOOP("Emoji", "Warning") },
} };

} // namespace

QList<NamedEmoji> commonEmoji()
{
    QList<NamedEmoji> result;
    result.reserve(entries.size());
    for (const Entry& entry : entries) {
        if (auto emoji = Emoji::fromString(QString::fromUtf16(entry.emoji))) {
            result.append({ *std::move(emoji), QCoreApplication::translate("Emoji", entry.name) });
        }
    }
    return result;
}

} // namespace landline::ui
