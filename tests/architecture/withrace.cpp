// SPDX-License-Identifier: GPL-3.0-or-later
// Two threads count in one place, so that ThreadSanitizer has something to find.
#include <QThread>

#include <memory>

int main()
{
    int count = 0;
    const auto countUp = [&count] {
        for (int i = 0; i < 1000; ++i) {
            ++count;
        }
    };
    const std::unique_ptr<QThread> thread(QThread::create(countUp));
    thread->start();
    countUp();
    thread->wait();
    return count > 0 ? 0 : 1;
}
