// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/searchcorpus.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace landline::bench {

namespace {

constexpr std::size_t vocabulary = 50'000;
/// As many as are in daily use.
constexpr std::size_t usualIdeographs = 2'000;

} // namespace

SearchCorpus::SearchCorpus()
    : m_random(1) // NOLINT(cert-msc51-cpp): the same in every run
{
    constexpr std::array syllables { u"an", u"be", u"con", u"de", u"er", u"fo", u"ge", u"hi", u"in",
        u"ka", u"lo", u"me", u"no", u"or", u"pre", u"ri", u"st", u"te", u"un", u"ver" };
    QSet<QString> known;
    m_words.reserve(vocabulary);
    m_shares.reserve(vocabulary);
    double share = 0;
    while (m_words.size() < vocabulary) {
        // The frequent ones are short.
        const std::size_t least = m_words.size() < 300 ? 1 : m_words.size() < 5'000 ? 2 : 3;
        QString word;
        for (auto length = least + any(3); length > 0; --length)
            word += QStringView(syllables[any(syllables.size())]);
        if (known.contains(word))
            continue;
        known.insert(word);
        m_words.push_back(word);
        share += 1.0 / (static_cast<double>(m_words.size()) + 2);
        m_shares.push_back(share);
    }
}

QString SearchCorpus::ideographs(int count)
{
    QString run;
    for (int i = 0; i < count; ++i)
        run += QChar(static_cast<char16_t>(0x4e00 + any(usualIdeographs)));
    return run;
}

QString SearchCorpus::message()
{
    const auto kind = any(100);
    if (kind < 5)
        return ideographs(static_cast<int>(5 + any(30)));
    QString text = kind < 7 ? u"https://example.org/"_s + word(any(size())) : QString();
    for (auto words = 3 + any(18); words > 0; --words) {
        const double at = std::uniform_real_distribution<double>(0, m_shares.back())(m_random);
        const auto found = std::lower_bound(m_shares.begin(), m_shares.end(), at);
        text += (text.isEmpty() ? u""_s : u" "_s)
            + m_words[static_cast<std::size_t>(found - m_shares.begin())];
    }
    return text;
}

} // namespace landline::bench
